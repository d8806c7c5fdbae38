import { lookup } from 'node:dns/promises';
import { settingsTexts } from '../../console/settings/settings-texts.ts';
import { isMetadataName, kindOfAddress } from '../../runtime/address-kind.ts';
import { KuaihuiError } from '../../runtime/errors.ts';

/** The address belongs to the machine's own landlord, where a cloud keeps its credentials. */
export class ForbiddenAddressError extends KuaihuiError {
  override readonly name = 'ForbiddenAddressError';
  readonly code = 'address_forbidden';
}

/**
 * Refuses an address that no model has. A model in the owner's own network stays possible. Throws ForbiddenAddressError.
 */
export async function refuseMetadataAddress(address: string): Promise<void> {
  if (!URL.canParse(address)) return;
  const hostname = new URL(address).hostname.replace(/^\[|\]$/g, '');
  const known = await lookup(hostname, { all: true }).catch(() => []);
  const addresses = [hostname, ...known.map((one) => one.address)];
  const isForbidden = addresses.some((one) => kindOfAddress(one) === 'credentials');
  if (isMetadataName(hostname) || isForbidden)
    throw new ForbiddenAddressError(settingsTexts.metadataAddress());
}
