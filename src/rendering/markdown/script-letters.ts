/** Raised and lowered forms that Unicode has; phones show all of these. */
const RAISED = pair(
  '0123456789+-=()abcdefghijklmnoprstuvwxyzABDEGHIJKLMNOPRTUVW',
  '⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻᴬᴮᴰᴱᴳᴴᴵᴶᴷᴸᴹᴺᴼᴾᴿᵀᵁⱽᵂ',
);
const LOWERED = pair('0123456789+-=()aehijklmnoprstuvx', '₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ');
/** A longer exponent is hard to read small. */
const LONGEST = 8;

/** Returns `2n` as `²ⁿ`; undefined if a character has no raised form. */
export function raised(text: string): string | undefined {
  return convert(text, RAISED);
}

/** Returns `n+1` as `ₙ₊₁`; undefined if a character has no lowered form. */
export function lowered(text: string): string | undefined {
  return convert(text, LOWERED);
}

function convert(text: string, forms: ReadonlyMap<string, string>): string | undefined {
  if (text === '' || text.length > LONGEST) return undefined;
  const converted = Array.from(text, (character) => forms.get(character));
  return converted.includes(undefined) ? undefined : converted.join('');
}

function pair(plain: string, forms: string): ReadonlyMap<string, string> {
  const characters = Array.from(forms);
  return new Map(Array.from(plain, (character, at) => [character, characters[at] ?? '']));
}
