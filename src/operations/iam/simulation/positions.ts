/** Where the statements of a policy stand in its text, as simulation answers it. */

/** Lines and columns begin at 1. */
export interface Position {
  readonly Line: number;
  readonly Column: number;
}

/** `start` is behind the bracket, comma or colon before the statement, `end` behind its brace, as on AWS. */
export interface StatementPosition {
  readonly start: Position;
  readonly end: Position;
}

/** The positions of the statements, in their order. @param text a valid policy */
export function statementPositions(text: string): StatementPosition[] {
  const found: StatementPosition[] = [];
  const positionAt = locator(text);
  const open: string[] = [];
  let key = '';
  let isInStatement = false;
  let before = 0;
  for (const { token, from, to } of tokensOf(text)) {
    if (open.length === 1 && token.startsWith('"') && !isInStatement) key = token;
    const isOuter = open.length === 1 || (open.length === 2 && open[1] === '[');
    // A key may be written with escapes.
    if (token === ':' && open.length === 1) isInStatement = JSON.parse(key) === 'Statement';
    if (token === ',' && open.length === 1) isInStatement = false;
    if (isInStatement && isOuter && '[,:'.includes(token)) before = to;
    if (token === '{' || token === '[') open.push(token);
    if (token === '}' || token === ']') {
      open.pop();
      const isStatement = open.length === 1 || (open.length === 2 && open[1] === '[');
      if (token === '}' && isInStatement && isStatement) {
        found.push({ start: positionAt(before), end: positionAt(from + 1) });
      }
    }
  }
  return found;
}

interface Token {
  /** A string with its quotation marks, or one character of structure. */
  readonly token: string;
  readonly from: number;
  readonly to: number;
}

function* tokensOf(text: string): Generator<Token> {
  for (const match of text.matchAll(/"(?:[^"\\]|\\.)*"|[{}[\],:]/g)) {
    const [token] = match;
    yield { token, from: match.index, to: match.index + token.length };
  }
}

/** Positions of offsets that do not go back: the text is gone through once, however many there are. */
function locator(text: string): (offset: number) => Position {
  let [line, lineStart] = [1, 0];
  return (offset) => {
    for (;;) {
      const lineEnd = text.indexOf('\n', lineStart);
      if (lineEnd === -1 || lineEnd >= offset) return { Line: line, Column: offset - lineStart + 1 };
      line += 1;
      lineStart = lineEnd + 1;
    }
  };
}
