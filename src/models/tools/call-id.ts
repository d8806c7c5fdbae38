/**
 * Returns an id for a call whose server sent none, or one that another call has. Mistral takes nothing but nine letters and
 * digits.
 */
export function callId(round: number, call: number): string {
  return `call${pad(round, 2)}${pad(call, 3)}`;
}

function pad(number: number, digits: number): string {
  return String(number % 10 ** digits).padStart(digits, '0');
}
