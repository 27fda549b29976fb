import type { Reader, Writer } from '../model/access.ts';

/** The resources. */
export interface State {
  /**
   * Runs and commits; resolves when the commit is durable. May run the function again when another writer was faster.
   * When the function throws, nothing is written and the error comes out.
   */
  transact<T>(run: (resources: Writer) => T): Promise<T>;
  read<T>(run: (resources: Reader) => T): T;
}
