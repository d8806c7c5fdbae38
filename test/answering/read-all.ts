/** Reads an answer to its end. */
export async function readAll<Event>(answer: AsyncIterable<Event>): Promise<Event[]> {
  const events: Event[] = [];
  for await (const event of answer) events.push(event);
  return events;
}
