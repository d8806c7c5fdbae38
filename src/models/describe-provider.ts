import type { Provider } from './classify-error.ts';
import { hostOf, shownBaseUrlOf, withoutPassword, type ModelSettings } from './model-settings.ts';

/** Returns what errors and advice may tell about a provider; it holds no secret. */
export function describeProvider(settings: ModelSettings): Provider {
  const { apiKey, model, proxy } = settings;
  return {
    host: hostOf(settings),
    model,
    hasKey: (apiKey ?? '') !== '',
    baseUrl: shownBaseUrlOf(settings),
    proxy: proxy && withoutPassword(proxy),
  };
}
