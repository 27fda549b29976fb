/**
 * The form in which SDKs send content whose checksum or signature comes with it: `aws-chunked`.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming.html
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming-trailers.html
 */
import { ServiceError } from '../../model/errors.ts';

/** The largest chunk, and the longest line between chunks, bytes. */
const chunkBytesMax = 16 * 1024 * 1024;
const lineBytesMax = 16 * 1024;
const trailersMax = 10;

/** Checks what a chunk, or the lines at the end, are signed with. @throws ServiceError */
export interface ChunkVerifier {
  /** @param signature undefined where the chunk has none */
  chunk(bytes: Uint8Array, signature: string | undefined): void;
  /** @param lines `name:value\n` each */
  trailer(lines: string, signature: string | undefined): void;
}

/**
 * The content of a body in that form.
 * @param trailers filled with the lines at the end, by lower-case name
 * @throws ServiceError `IncompleteBody`, `InvalidRequest`, and what the verifier throws
 */
export async function* decodeChunked(
  body: AsyncIterable<Uint8Array>,
  verifier: ChunkVerifier,
  trailers: Map<string, string>,
): AsyncGenerator<Uint8Array> {
  const reader = new ByteReader(body);
  for (;;) {
    const { size, signature } = chunkHead(await reader.line());
    if (size === 0) {
      verifier.chunk(new Uint8Array(), signature);
      break;
    }
    const bytes = await reader.take(size);
    verifier.chunk(bytes, signature);
    if ((await reader.line()) !== '') throw broken('a chunk is longer than it says');
    yield bytes;
  }
  await readTrailers(reader, verifier, trailers);
}

async function readTrailers(
  reader: ByteReader,
  verifier: ChunkVerifier,
  trailers: Map<string, string>,
): Promise<void> {
  let [signed, signature]: [string, string | undefined] = ['', undefined];
  for (
    let line = await reader.lastLine();
    line !== undefined && line !== '';
    line = await reader.lastLine()
  ) {
    const colon = line.indexOf(':');
    const [name, value] = [line.slice(0, colon).toLowerCase().trim(), line.slice(colon + 1).trim()];
    if (colon < 1 || trailers.size >= trailersMax || trailers.has(name))
      throw broken('its trailer is malformed');
    if (name === 'x-amz-trailer-signature') signature = value;
    else {
      trailers.set(name, value);
      signed += `${name}:${value}\n`;
    }
  }
  if (signed !== '') verifier.trailer(signed, signature);
  await reader.end();
}

/** `400;chunk-signature=...`: the size is hexadecimal. */
function chunkHead(line: string): { readonly size: number; readonly signature: string | undefined } {
  const [, digits, signature] = /^([0-9a-fA-F]{1,8})(?:;chunk-signature=([0-9a-f]{64}))?$/.exec(line) ?? [];
  if (digits === undefined) throw broken('the size of a chunk is malformed');
  const size = Number.parseInt(digits, 16);
  if (size > chunkBytesMax) throw broken(`a chunk has more than ${chunkBytesMax} bytes`);
  return { size, signature };
}

/** Takes bytes and lines from a stream of pieces. */
class ByteReader {
  readonly #source: AsyncIterator<Uint8Array>;
  #held: Buffer = Buffer.alloc(0);
  #isOver = false;

  constructor(body: AsyncIterable<Uint8Array>) {
    this.#source = body[Symbol.asyncIterator]();
  }

  async take(count: number): Promise<Buffer> {
    const parts: Buffer[] = [];
    let missing = count;
    while (missing > 0) {
      if (this.#held.length === 0 && !(await this.#more())) throw broken('it ends before its last chunk');
      const part = this.#held.subarray(0, missing);
      this.#held = this.#held.subarray(part.length);
      missing -= part.length;
      parts.push(part);
    }
    return parts.length === 1 && parts[0] ? parts[0] : Buffer.concat(parts);
  }

  async line(): Promise<string> {
    const line = await this.lastLine();
    if (line === undefined) throw broken('it ends before its last chunk');
    return line;
  }

  /** A line without its end, or undefined at the end of the body. */
  async lastLine(): Promise<string | undefined> {
    for (;;) {
      const end = this.#held.indexOf('\r\n');
      if (end >= 0) {
        const line = this.#held.toString('latin1', 0, end);
        this.#held = this.#held.subarray(end + 2);
        return line;
      }
      if (this.#held.length > lineBytesMax) throw broken('a line is too long');
      if (!(await this.#more())) {
        if (this.#held.length > 0) throw broken('its last line has no end');
        return undefined;
      }
    }
  }

  /** @throws ServiceError when something follows */
  async end(): Promise<void> {
    if (this.#held.length > 0 || (await this.#more())) throw broken('something follows its end');
  }

  async #more(): Promise<boolean> {
    if (this.#isOver) return false;
    const { done, value } = await this.#source.next();
    if (done) {
      this.#isOver = true;
      return false;
    }
    this.#held = this.#held.length === 0 ? Buffer.from(value) : Buffer.concat([this.#held, value]);
    return value.length > 0 || (await this.#more());
  }
}

function broken(why: string): ServiceError {
  return new ServiceError('IncompleteBody', `The body is not well-formed aws-chunked: ${why}.`);
}
