/** A construct was given something that cannot work: what is wrong, and what would be right. */
import type { IConstruct } from 'constructs';

/** Thrown at synth time, before anything is deployed. */
export class InvalidUsage extends Error {
  override readonly name = 'InvalidUsage';

  /**
   * @param where the construct, or the name of a function or file
   * @param what is wrong, the value that was given included
   * @param instead what would be right
   */
  constructor(where: IConstruct | string, what: string, instead: string) {
    super(`${typeof where === 'string' ? where : where.node.path}: ${what}\n${instead}`);
  }
}
