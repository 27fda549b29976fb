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
        found.push({ start: positionAt(text, before), end: positionAt(text, from + 1) });
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

function positionAt(text: string, offset: number): Position {
  const head = text.slice(0, offset);
  const lineStart = head.lastIndexOf('\n') + 1;
  return { Line: head.split('\n').length, Column: offset - lineStart + 1 };
}
