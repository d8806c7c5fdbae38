import { describe, expect, it } from 'vitest';
import { explainFailure } from '../src/explain-failure.ts';

const failure = (facts: Partial<NodeJS.ErrnoException>) =>
  Object.assign(new Error('it failed'), facts);

describe('why a start failed', () => {
  it('names a port that may not be opened', () => {
    const error = failure({ code: 'EACCES', syscall: 'listen' });
    expect(explainFailure(error, { PORT: '80' })).toMatch(/^Port 80 may not be opened/);
  });

  it('names a folder that may not be written, and no port', () => {
    const error = failure({ code: 'EACCES', syscall: 'mkdir', path: './data' });
    expect(explainFailure(error, {})).toMatch(/^\.\/data may not be written .*DATA_DIR/);
  });

  it('shows the stack of what nobody foresaw, and survives what is no error', () => {
    expect(explainFailure(failure({}), {})).toContain('explain-failure.test.ts');
    expect(explainFailure('odd', {})).toBe('odd');
    expect(explainFailure(undefined, {})).toBe('undefined');
  });
});
