import type { Json, JsonObject } from '../../template.ts';

/**
 * `actual`, where it means the same as `written` in the words of that: a template may write 80 as '80', and lists of
 * CloudFormation that have the same elements in another order are seldom different.
 */
export function asWritten(written: Json | undefined, actual: Json): Json {
  if (written === undefined || written === null || actual === null) return actual;
  if (isList(written) && isList(actual)) return listAsWritten(written, actual);
  if (isObject(written) && isObject(actual)) {
    const entries = Object.entries(actual).map(([name, value]) => [name, asWritten(written[name], value)]);
    return Object.fromEntries(entries) as JsonObject;
  }
  if (typeof written === 'object' || typeof actual === 'object') return actual;
  return String(written) === String(actual) ? written : actual;
}

function listAsWritten(written: readonly Json[], actual: readonly Json[]): readonly Json[] {
  const left = [...actual];
  const matched = written.flatMap((wanted) => {
    const at = left.findIndex((each) => key(asWritten(wanted, each)) === key(wanted));
    return at < 0 ? [] : [wanted, ...left.splice(at, 1)].slice(0, 1);
  });
  return [...matched, ...left.map((each, index) => asWritten(written[matched.length + index], each))];
}

/** The same for equal values, in whatever order their members are. */
function key(value: Json): string {
  return JSON.stringify(value, (_, each: Json) =>
    isObject(each) ? Object.fromEntries(Object.entries(each).sort(([a], [b]) => (a < b ? -1 : 1))) : each,
  );
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}

function isObject(value: Json): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
