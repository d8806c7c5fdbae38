import { expect, it } from 'vitest';
import { createAttemptConnection } from '../../src/delivery/attempt-connection.ts';

it('a closing connection calls its listeners once and stays closed', () => {
  const connection = createAttemptConnection();
  const told: string[] = [];
  connection.onClosed(() => told.push('one'));
  const stopListening = connection.onClosed(() => told.push('two'));
  connection.onClosed(() => told.push('three'));
  stopListening();
  expect([connection.isClosed(), told]).toEqual([false, []]);
  connection.close();
  connection.onClosed(() => told.push('too late'));
  expect([connection.isClosed(), told]).toEqual([true, ['one', 'three']]);
});
