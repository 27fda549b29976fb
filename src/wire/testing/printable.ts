/** What XML leaves of a value, for comparisons: the characters that XML 1.0 cannot carry are U+FFFD in all of its text. */
export function printable(value: unknown): unknown {
  if (typeof value === 'string') return value.replace(unprintable, '\uFFFD');
  if (Array.isArray(value)) return value.map(printable);
  if (value === null || typeof value !== 'object' || value instanceof Date || value instanceof Uint8Array)
    return value;
  return Object.fromEntries(Object.entries(value).map(([key, entry]) => [printable(key), printable(entry)]));
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is replaced
const unprintable = /[\x00-\x08\x0b\x0c\x0e-\x1f\uFFFE\uFFFF]/g;
