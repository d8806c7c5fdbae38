import { describe } from 'vitest';
import { createSqliteWorld } from '../../store/sqlite/sqlite-world.ts';
import { describeDocuments } from './documents.contract.ts';

describe('documents over SQLite', () => describeDocuments(createSqliteWorld));
