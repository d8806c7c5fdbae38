import type { RoleAnswer } from '../../../../console/models/models-contract.ts';

/** What a model can be set for, and by which setting. */
export interface Role {
  readonly name: RoleAnswer['role'];
  readonly setting: string;
  /** Whether it holds several, in the order of failover. */
  readonly isList: boolean;
  readonly task: 'chat' | 'embedding' | 'rerank';
  /** The server's, which the page Settings changes. */
  readonly isOfServer?: true;
}

export const ROLES: readonly Role[] = [
  { name: 'chat', setting: 'CHAT_MODELS', isList: true, task: 'chat' },
  { name: 'summary', setting: 'SUMMARY_MODELS', isList: true, task: 'chat' },
  { name: 'offered', setting: 'OFFERED_MODELS', isList: true, task: 'chat' },
  { name: 'query', setting: 'QUERY_MODEL', isList: false, task: 'chat' },
  { name: 'rerank', setting: 'RERANK_MODEL', isList: false, task: 'rerank' },
  {
    ...{ name: 'embedding', setting: 'EMBEDDING_MODEL', isList: false, task: 'embedding' },
    isOfServer: true,
  },
];
