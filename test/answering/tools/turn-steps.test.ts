import { describe } from 'vitest';
import { createSqliteWorld } from '../../store/sqlite/sqlite-world.ts';
import { describeTurnSteps } from './turn-steps.contract.ts';

describe('the steps of a turn over SQLite', () => describeTurnSteps(createSqliteWorld));
