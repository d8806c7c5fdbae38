import { createHash } from 'node:crypto';
import { baseUrlOf, type ModelSettings } from './model-settings.ts';

/**
 * The key of the lane in which a model's answers wait. Providers count by address and API key, so models with the same
 * ones share it; it is a hash, because both may be secret.
 */
export function laneKeyOf(settings: ModelSettings): string {
  const address = baseUrlOf(settings);
  const href = URL.canParse(address) ? new URL(address).href : address;
  return createHash('sha256')
    .update(`${href}\n${settings.apiKey ?? ''}`)
    .digest('hex');
}
