import { describe } from 'vitest';
import { createSqliteWorld } from '../store/sqlite/sqlite-world.ts';
import { describeDialogues } from './dialogues.contract.ts';

describe('a dialogue over SQLite', () => describeDialogues(createSqliteWorld));
