import { describe } from 'vitest';
import { createSqliteWorld } from '../store/sqlite/sqlite-world.ts';
import { describeLearning } from './learning.contract.ts';

describe('learning over SQLite', () => describeLearning(createSqliteWorld));
