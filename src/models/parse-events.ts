/** One event of a body. */
export type BodyEvent =
  /** With `isBare` it stood in the body without `data:`, as a whole completion or a line of ndjson does. */
  | {
      readonly is: 'json';
      readonly value: unknown;
      readonly text: string;
      readonly name: string;
      readonly isBare: boolean;
    }
  /** Anything that is no JSON. */
  | { readonly is: 'text'; readonly text: string; readonly name: string }
  /** The mark that completes an answer. */
  | { readonly is: 'done' };

/** Takes the body's text in any pieces. */
export interface EventParser {
  push(text: string): void;
  /** Ends the body, whose last line may lack a line break. */
  end(): void;
}

export interface EventParserDeps {
  readonly onEvent: (event: BodyEvent) => void;
  /** Called when a line, or a JSON value over many lines, is longer than `longest` UTF-16 units. */
  readonly onTooLong: () => never;
  readonly longest: number;
}

const FIELD = /^\s{0,8}(data|event|id|retry|error)\s?:[ \t]?/i;
/** A field without a colon is empty. */
const EMPTY_FIELD = /^(?:data|event|id|retry)$/;
const DONE = /^\W{0,3}DONE\W{0,3}$/i;
const LINE_END = /\r\n?|\n/g;
const MAY_BE_JSON = /^[[{"]/;
/** The seam between two JSON values without a line break. */
const SEAM = /(?<=\})\s*(?:data:\s*)?(?=\{)/;

/**
 * Creates a parser of server-sent events, JSON, or a mixture of them, line by line. A data line that is JSON by itself
 * is an event immediately, because many servers put one line break between events, or no field names, and the
 * standard's parser would join or drop them.
 */
export function createEventParser({ onEvent, onTooLong, longest }: EventParserDeps): EventParser {
  let line = '';
  let endedWithReturn = false;
  let name = '';
  /** JSON that continues in the next line. */
  let open: { text: string; readonly isBare: boolean } | undefined;

  const give = (text: string, isBare: boolean, parsed = parseJson(text)) => {
    // Coze writes it as JSON, in quotation marks.
    if (DONE.test(text)) onEvent({ is: 'done' });
    else if (parsed) onEvent({ is: 'json', value: parsed.value, text, name, isBare });
    else onEvent({ is: 'text', text, name });
  };

  const close = () => {
    if (!open) return;
    const { text, isBare } = open;
    open = undefined;
    const json = withoutDone(text);
    give(json, isBare);
    if (json !== text) onEvent({ is: 'done' });
  };

  const takeData = (text: string, isBare: boolean) => {
    if (open && (isBare || !open.isBare)) {
      open.text += `\n${text}`;
      if (open.text.length > longest) onTooLong();
      return;
    }
    close();
    const trimmed = text.trim();
    if (trimmed === '') return;
    const parsed = parseJson(trimmed);
    const several = parsed ? [] : splitJson(trimmed);
    if (several.length > 0) for (const each of several) give(each, isBare);
    else if (!parsed && MAY_BE_JSON.test(trimmed) && !DONE.test(trimmed))
      open = { text: trimmed, isBare };
    else give(trimmed, isBare, parsed);
  };

  const takeLine = (whole: string) => {
    if (whole === '') {
      // An empty line ends an event; in JSON that stands alone it is white space.
      if (open?.isBare === true) return;
      close();
      name = '';
      return;
    }
    if (whole.startsWith(':') || EMPTY_FIELD.test(whole)) return;
    const field = FIELD.exec(whole);
    if (!field) return takeData(whole, true);
    let value = whole.slice(field[0].length);
    const fieldName = field[1]?.toLowerCase();
    if (fieldName === 'event') name = value.trim();
    else if (fieldName === 'error') {
      name = 'error';
      takeData(value, false);
    } else if (fieldName === 'data') {
      // Some relays repeat the name in front of a value.
      while (value.startsWith('data:')) value = value.slice('data:'.length).trimStart();
      takeData(value, false);
    }
  };

  return {
    push(text) {
      let from = endedWithReturn && text.startsWith('\n') ? 1 : 0;
      if (text !== '') endedWithReturn = text.endsWith('\r');
      LINE_END.lastIndex = from;
      for (let end = LINE_END.exec(text); end; end = LINE_END.exec(text)) {
        const next = LINE_END.lastIndex;
        const whole = line + text.slice(from, end.index);
        line = '';
        from = next;
        takeLine(whole);
        LINE_END.lastIndex = next; // All parsers share the expression.
      }
      line += text.slice(from);
      if (line.length > longest) onTooLong();
    },
    end() {
      const last = line;
      line = '';
      if (last !== '') takeLine(last);
      close();
    },
  };
}

/** Splits several JSON values that share a line; none if something else is wrong with it. */
function splitJson(line: string): readonly string[] {
  const parts = line.split(SEAM);
  return parts.length > 1 && parts.every((part) => parseJson(part)) ? parts : [];
}

/** Removes the mark by hand, because an expression takes minutes over the many blanks of a broken model. */
function withoutDone(text: string): string {
  const trimmed = text.trimEnd();
  if (!trimmed.endsWith('[DONE]')) return text;
  const json = trimmed.slice(0, -'[DONE]'.length).trimEnd();
  return (json.endsWith('data:') ? json.slice(0, -'data:'.length) : json).trimEnd();
}

function parseJson(text: string): { readonly value: unknown } | undefined {
  try {
    return { value: JSON.parse(text) };
  } catch {
    return undefined;
  }
}
