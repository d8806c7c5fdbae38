import { isSpace } from '../characters.ts';
import { decodeEntities } from './entities.ts';
import type { InlineMatch, RenderWithin } from './inline-match.ts';

/** Addresses that a follower can open; others (`#chapter`, `javascript:`, `weixin:`) are left out. */
const OPENABLE = /^(?:https?:\/\/|mailto:|tel:|www\.)/i;
const BARE_URL = /https?:\/\/[A-Za-z0-9\-._~:/?#@!$&'()+,;=%]+/y;
const LONGEST_LABEL = 500;

/** Addresses that no follower can open, recognised by a scheme or a path; `[可选](说明)` and `f[0](1)` are text. */
const ADDRESS = /^(?:$|[#/@?.]|[a-z][a-z0-9+.-]*:|[!-~]*[./#])/i;

/** Returns `text（address）`, or one of the two if the other adds nothing. */
export function linkText(label: string, address: string): string {
  // Yuanbao cites with links to nowhere, such as `[1](@ref)`.
  if (/^\d{1,3}$/.test(label) && address.startsWith('@')) return `[${label}]`;
  if (!OPENABLE.test(address)) return label === '' ? address : label;
  const bare = (text: string): string =>
    text.replace(/^(?:https?:\/\/|mailto:|tel:)/i, '').replace(/\/$/, '');
  // WeChat makes a bare number or mail address tappable and would show the scheme.
  const tappable = encodeAddress(address.replace(/^(?:mailto|tel):/i, ''));
  return label === '' || bare(label) === bare(address) ? tappable : `${label}（${tappable}）`;
}

/** Encodes the Chinese in an address, because chat clients end a link at the first character outside of ASCII. */
function encodeAddress(address: string): string {
  if (/^[\x21-\x7e]*$/.test(address)) return address;
  // The host has an encoding of its own.
  if (/^https?:/i.test(address) && URL.canParse(address)) return new URL(address).href;
  return address.replace(/[^\x21-\x7e]+/gu, (text) => encodeURIComponent(text.toWellFormed()));
}

/** Returns `🖼 description address`, set off from the text around it, so that the address can be tapped. */
export function imageText(description: string, address: string): string {
  return ['🖼', description.trim(), OPENABLE.test(address) ? encodeAddress(address) : '']
    .filter(Boolean)
    .join(' ');
}

/** Reads `[text](address "title")`; a footnote `[^1]` becomes `[1]`. */
export function readLink(raw: string, at: number, renderWithin: RenderWithin): InlineMatch {
  const footnote = /^\[\^([^\s\]]{1,40})\](:?)/.exec(raw.slice(at, at + 44));
  if (footnote !== null) return { text: `[${footnote[1]}]`, to: at + footnote[0].length };
  const reference = readReference(raw, at, renderWithin);
  if (reference !== undefined) return reference;
  const link = readLabelAndAddress(raw, at);
  if (link === undefined || 'waitsFor' in link) return link;
  return { text: linkText(renderWithin(link.label).trim(), link.address), to: link.to };
}

/**
 * Reads `[text][name]` as `text[name]`, and its address, which follows below, as `[name] https://…`.
 * Released text cannot wait for an address at the end of the answer. `matrix[i][j]` stays.
 */
function readReference(raw: string, at: number, renderWithin: RenderWithin): InlineMatch {
  const line = raw.slice(at, at + LONGEST_LABEL);
  const isFirst = /(?:^|\n)[ \t]{0,3}$/.test(raw.slice(Math.max(0, at - 4), at));
  const definition = isFirst
    ? /^\[([^[\]\n]{1,80})\]:[ \t]+<?((?:https?:\/\/|mailto:)[^\s<>]+)>?(?:[ \t]+(?:"[^"\n]*"|'[^'\n]*'|\([^)\n]*\)))?[ \t]*(?=\n|$)/i.exec(
        line,
      )
    : null;
  if (definition !== null) {
    const [whole, name = '', address = ''] = definition;
    return { text: `[${name}] ${encodeAddress(address)}`, to: at + whole.length };
  }
  if (/[A-Za-z0-9_\])]/.test(raw.charAt(at - 1))) return undefined;
  const [whole, label = '', name = ''] =
    /^\[([^[\]\n]{2,200})\]\[([^[\]\n]{0,80})\]/.exec(line) ?? [];
  if (whole === undefined) return undefined;
  const text = renderWithin(label);
  return { text: name === '' || name === label ? text : `${text}[${name}]`, to: at + whole.length };
}

/** Reads `![description](address)`. */
export function readImage(raw: string, at: number, renderWithin: RenderWithin): InlineMatch {
  if (raw.charAt(at + 1) !== '[') return undefined;
  const image = readLabelAndAddress(raw, at + 1);
  if (image === undefined || 'waitsFor' in image) return image;
  return apart(raw, at, image.to, imageText(renderWithin(image.label), image.address));
}

/** Sets a text off from its neighbours by spaces, where there are none. */
export function apart(raw: string, from: number, to: number, text: string): InlineMatch {
  const before = isSpace(raw[from - 1]) ? '' : ' ';
  const after = isSpace(raw[to]) ? '' : ' ';
  return { text: before + text + after, to };
}

/** Reads an address in the text and keeps it as it is, because signs in it are no marks. */
export function readUrl(raw: string, at: number): InlineMatch {
  BARE_URL.lastIndex = at;
  const url = BARE_URL.exec(raw)?.[0].replace(/[_~.,!?;:'")]+$/, '');
  return url === undefined ? undefined : { text: decodeEntities(url), to: at + url.length };
}

type LabelAndAddress =
  { label: string; address: string; to: number } | { waitsFor: string } | undefined;

function readLabelAndAddress(raw: string, at: number): LabelAndAddress {
  const lineEnd = raw.indexOf('\n', at);
  const end = Math.min(lineEnd === -1 ? raw.length : lineEnd, at + LONGEST_LABEL);
  const isCutOff = end === raw.length;
  const labelEnd = closing(raw, at, end, '[', ']');
  if (labelEnd === undefined) return isCutOff ? { waitsFor: ']' } : undefined;
  if (raw.charAt(labelEnd + 1) !== '(') return undefined;
  const addressEnd = closing(raw, labelEnd + 1, lineEnd === -1 ? raw.length : lineEnd, '(', ')');
  if (addressEnd === undefined) return lineEnd === -1 ? { waitsFor: ')' } : undefined;
  const inside = raw.slice(labelEnd + 2, addressEnd).trim();
  const [address = ''] = /^(?:<[^<>]*>|\S*)/.exec(inside) ?? [];
  // A title may follow the address. Anything else makes this no link, such as `f[i](a, b)`.
  if (!ADDRESS.test(address) || (!OPENABLE.test(address) && isIndexed(raw, at))) return undefined;
  if (!/^(?:\s+(?:"[^]*"|'[^]*'|\([^]*\)|“[^]*”))?$/.test(inside.slice(address.length)))
    return undefined;
  return {
    label: raw.slice(at + 1, labelEnd),
    address: decodeEntities(address.replace(/^<|>$/g, '').replace(/\\([!-/:-@[-`{-~])/g, '$1')),
    to: addressEnd + 1,
  };
}

/** Recognises an index in code, such as `f[i](a.b)` or `f(x)[0](y.z)`. */
function isIndexed(raw: string, at: number): boolean {
  return /[A-Za-z0-9_)\]]/.test(raw.charAt(at - 1));
}

/**
 * Returns where the bracket that opens at `at` closes before `end`, counting nested brackets and skipping escaped ones.
 */
function closing(
  raw: string,
  at: number,
  end: number,
  open: string,
  close: string,
): number | undefined {
  const first = raw.indexOf(close, at);
  if (first === -1 || first >= end) return undefined;
  let depth = 0;
  for (let i = at; i < end; i++) {
    const character = raw.charAt(i);
    if (character === '\\') i++;
    else if (character === open) depth++;
    else if (character === close && --depth === 0) return i;
  }
  return undefined;
}
