/** Shows a sentence of the documentation, whose backticks mark code. */
export function WithCode({ text }: { readonly text: string }) {
  const pieces = text.split('`');
  return <>{pieces.map((piece, at) => (at % 2 === 0 ? piece : <code key={at}>{piece}</code>))}</>;
}
