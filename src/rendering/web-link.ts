import { neutraliseMarkup } from './neutralise-markup.ts';

/** WeChat takes 2,048 bytes; a longer address would not fit into a message beside words either. */
const LONGEST_ADDRESS = 600;

/** Returns a link to an address of the web, shown as `label`; the label alone where the address cannot be opened. */
export function webLink(address: string, label: string): string {
  const shown = neutraliseMarkup(label)
    .replace(/\s+/g, ' ')
    .replaceAll('<', '＜')
    .replaceAll('>', '＞')
    .trim();
  // A sign that ends an attribute would end the link.
  const url = URL.canParse(address) && !/["'<>\s]/.test(address) ? new URL(address) : undefined;
  if (!url || !/^https?:$/.test(url.protocol) || url.username !== '' || url.password !== '')
    return shown;
  const href = url.href.replaceAll("'", '%27');
  return href.length > LONGEST_ADDRESS ? shown : `<a href="${href}">${shown}</a>`;
}
