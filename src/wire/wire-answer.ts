/** An output as it goes over the wire. */
export interface WireAnswer {
  /** HTTP status. */
  readonly status: number;
  /** Headers that are part of the output. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}
