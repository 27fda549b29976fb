import { ServiceError } from '../../model/errors.ts';

/** What a request says about pages. */
export interface PageRequest {
  readonly MaxResults?: number | undefined;
  readonly NextToken?: string | undefined;
}

/** What an operation says about its pages. */
export interface PageRules<T> {
  /** The operation's name: a token of one operation is no token of another. */
  readonly operation: string;
  /** What records are ordered by and found again by; unique. */
  readonly key: (record: T) => string;
  /** Bounds of MaxResults, 5..1000 unless stated. */
  readonly min?: number;
  readonly max?: number;
  /** Whether a larger MaxResults means `max`, as some operations have it, and is not refused. */
  readonly clamp?: boolean;
  /** The ids the request named, which exclude MaxResults, under the parameter's name. */
  readonly ids?: { readonly parameter: string; readonly given: readonly string[] | undefined };
}

export interface Page<T> {
  readonly records: readonly T[];
  readonly nextToken: string | undefined;
}

/**
 * One page, in the order of keys. A token names the last key of the page before, so what is created or deleted
 * between two requests neither repeats nor hides another record. Without MaxResults everything comes at once.
 * @throws ServiceError `InvalidParameterValue` or `InvalidParameterCombination` for MaxResults, `InvalidNextToken`
 */
export function paginate<T>(records: readonly T[], request: PageRequest, rules: PageRules<T>): Page<T> {
  const limit = limitOf(request, rules);
  const page = takePage(records, { scope: rules.operation, key: rules.key, limit, token: request.NextToken });
  if (!page) {
    throw new ServiceError('InvalidNextToken', `The token '${request.NextToken}' is invalid`);
  }
  return page;
}

/**
 * `paginate` for services with other names and limits for the same thing.
 * @param options.scope what the token is bound to; `limit`: undefined for all
 * @returns undefined when the token is none of this scope
 */
export function takePage<T>(
  records: readonly T[],
  options: {
    readonly scope: string;
    readonly key: (record: T) => string;
    readonly limit: number | undefined;
    readonly token: string | undefined;
  },
): Page<T> | undefined {
  const { scope, key, limit, token } = options;
  const after = token === undefined ? undefined : decodeToken(scope, token);
  if (token !== undefined && after === undefined) return undefined;
  const sorted = records.toSorted((a, b) => compare(key(a), key(b)));
  const rest = after === undefined ? sorted : sorted.filter((record) => key(record) > after);
  const page = limit === undefined ? rest : rest.slice(0, limit);
  const last = page.at(-1);
  const nextToken =
    last !== undefined && page.length < rest.length ? encodeToken(scope, key(last)) : undefined;
  return { records: page, nextToken };
}

function limitOf<T>(request: PageRequest, rules: PageRules<T>): number | undefined {
  const { MaxResults } = request;
  if (MaxResults === undefined) return undefined;
  const { min = 5, max = 1000, clamp = false, ids } = rules;
  if (ids?.given?.length) {
    const message = `The parameter ${ids.parameter} cannot be used with the parameter MaxResults`;
    throw new ServiceError('InvalidParameterCombination', message);
  }
  const refuse = (bound: string) =>
    new ServiceError(
      'InvalidParameterValue',
      `Value ( ${MaxResults} ) for parameter MaxResults is invalid. Expecting a value ${bound}.`,
    );
  if (MaxResults < min) throw refuse(`greater than or equal to ${min}`);
  if (MaxResults > max && !clamp) throw refuse(`smaller than or equal to ${max}`);
  return Math.min(MaxResults, max);
}

function encodeToken(scope: string, key: string): string {
  return Buffer.from(`${scope}\n${key}`).toString('base64url');
}

function decodeToken(scope: string, token: string): string | undefined {
  const start = `${scope}\n`;
  const text = Buffer.from(token, 'base64url').toString();
  // Encoding again refuses what the lenient decoder let pass.
  if (!text.startsWith(start) || encodeToken(scope, text.slice(start.length)) !== token) return undefined;
  return text.slice(start.length);
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
