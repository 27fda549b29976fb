/** A request as it came over the wire, before anything is decoded: what a signature is made of. */
export interface SignedRequest {
  readonly method: string;
  /** As sent: escapes and slashes untouched. Without the query. */
  readonly path: string;
  /** As sent, without the question mark. */
  readonly query: string;
  /** Every header line: name and value in order, repeated ones repeated. */
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: Uint8Array;
}

/** The values of a header, one for each line that it was sent in. */
export function headerValues(request: SignedRequest, name: string): readonly string[] {
  const values: string[] = [];
  for (const [key, value] of request.headers) {
    // Asked many times of each request: most names differ in their length already.
    if (key.length === name.length && key.toLowerCase() === name) values.push(value);
  }
  return values;
}
