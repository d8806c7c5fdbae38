import type { CollectionDefinition } from '../../runtime/collection.ts';
import { KNOWLEDGE_WORK } from '../work/work-record.ts';

/** What is known of each document, by base and document. */
export const KNOWLEDGE_DOCUMENTS: CollectionDefinition = {
  name: 'knowledge-documents',
  about: 'product',
};

/** The passages of documents in batches, by base, document, revision and the number of the batch. */
export const KNOWLEDGE_PASSAGES: CollectionDefinition = {
  name: 'knowledge-passages',
  about: 'product',
};

/** Vectors of the passages in batches, by base, document, revision, model and the number of the batch. */
export const KNOWLEDGE_VECTORS: CollectionDefinition = {
  name: 'knowledge-vectors',
  about: 'product',
};

/** Which process imports the folder of a base; the record ends when that process no longer renews it. */
export const FOLDER_IMPORTS: CollectionDefinition = { name: 'folder-imports', about: 'product' };

/** The own articles of accounts that were taken in, by account and address. */
export const OWN_ARTICLES: CollectionDefinition = { name: 'own-articles', about: 'product' };

/** When the own articles of an account were taken in last, by account. */
export const ARTICLE_SYNCS: CollectionDefinition = { name: 'article-syncs', about: 'product' };

/** The collections of the documents, to be registered with the store. */
export const KNOWLEDGE_COLLECTIONS: readonly CollectionDefinition[] = [
  KNOWLEDGE_DOCUMENTS,
  KNOWLEDGE_PASSAGES,
  KNOWLEDGE_VECTORS,
  KNOWLEDGE_WORK,
  FOLDER_IMPORTS,
  OWN_ARTICLES,
  ARTICLE_SYNCS,
];

/** Returns the key of a record from the names that it belongs to. */
export function knowledgeKey(...parts: readonly string[]): string {
  return parts.map((part) => encodeURIComponent(part.toWellFormed())).join('/');
}

/** Returns the key of a batch of passages or vectors; keys sort as their numbers do. */
export function batchKey(prefix: string, number: number): string {
  return `${prefix}/${number.toString().padStart(5, '0')}`;
}
