/** A Node program in a network namespace, which says what happens as lines of JSON. */
import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { namespacePath } from '../../src/kernel/namespace.ts';

export type Line = Readonly<Record<string, unknown>>;

const waitMs = 30_000;

export class HostProgram implements AsyncDisposable {
  readonly #child: ChildProcess;
  readonly #lines: Line[] = [];
  #wake = Promise.withResolvers<void>();
  #ended = false;

  /** @param source has `say(object)`, `args` and, for lines of JSON that `tell` sends, may set `onTold` */
  constructor(namespace: string, source: string, args: unknown = {}) {
    const program = `${prelude};const args=${JSON.stringify(args)};${source}`;
    this.#child = spawn('nsenter', [`--net=${namespacePath(namespace)}`, process.execPath, '-e', program], {
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    // Both are pipes.
    createInterface({ input: this.#child.stdout! }).on('line', (line) => {
      this.#lines.push(JSON.parse(line) as Line);
      this.#stir();
    });
    this.#child.once('exit', () => {
      this.#ended = true;
      this.#stir();
    });
  }

  get pid(): number | undefined {
    return this.#child.pid;
  }

  get lines(): readonly Line[] {
    return this.#lines;
  }

  tell(message: unknown): void {
    this.#child.stdin!.write(`${JSON.stringify(message)}\n`);
  }

  /** The first line with this member that fits, also one that came before. Rejects after 30 s. */
  async until(member: string, fits: (value: unknown) => boolean = () => true): Promise<Line> {
    const deadline = setTimeout(() => this.#stir(), waitMs);
    const start = performance.now();
    try {
      for (;;) {
        const found = this.#lines.find((line) => Object.hasOwn(line, member) && fits(line[member]));
        if (found !== undefined) return found;
        if (this.#ended || performance.now() - start >= waitMs)
          throw new Error(`no ${member}: ${JSON.stringify(this.#lines)}`);
        await this.#wake.promise;
      }
    } finally {
      clearTimeout(deadline);
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#ended) return;
    const gone = new Promise((resolve) => this.#child.once('exit', resolve));
    this.#child.kill('SIGKILL');
    await gone;
  }

  #stir(): void {
    this.#wake.resolve();
    this.#wake = Promise.withResolvers();
  }
}

const prelude = `
const net = require('node:net'), tls = require('node:tls');
const say = (line) => process.stdout.write(JSON.stringify(line) + '\\n');
let onTold = () => {};
require('node:readline').createInterface(process.stdin).on('line', (line) => onTold(JSON.parse(line)))
`;
