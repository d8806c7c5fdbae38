import type { Embedder } from '../../answering/embedder.ts';
import type { ProviderModel } from '../model-settings.ts';
import { createEmbedder, createLearntLimits, type EmbedderDeps } from './create-embedder.ts';

/** Embedders by the names of their models. */
export interface Embedders {
  /** Of EMBEDDING_MODEL; undefined where none is set. */
  readonly current: Embedder | undefined;
  /**
   * Returns the embedder of a model by which vectors were made before. Undefined when it is another provider's, whose
   * address and key are not known any more.
   */
  find(id: string): Embedder | undefined;
}

/** Creates them; one that served before EMBEDDING_MODEL was changed is asked with the settings of the same provider. */
export function createEmbedders(
  settings: ProviderModel | undefined,
  deps: Omit<EmbedderDeps, 'learnt'>,
): Embedders {
  const created = new Map<string, Embedder>();
  const create = (own: ProviderModel): Embedder => {
    const embedder = createEmbedder(own, { ...deps, learnt: createLearntLimits(own) });
    created.set(embedder.id, embedder);
    return embedder;
  };
  return {
    current: settings && create(settings),
    find(id) {
      const known = created.get(id);
      if (known || !settings || !id.startsWith(`${settings.provider}/`)) return known;
      return create({ ...settings, model: id.slice(settings.provider.length + 1) });
    },
  };
}
