import { Token } from 'aws-cdk-lib';

/**
 * Whether all of these texts are there at synth time: no tokens, and not the zones that the CDK makes up (`dummy1a`)
 * until it has looked up those of the account. An error about the latter would keep it from looking them up.
 */
export function areKnown(...values: readonly (string | undefined)[]): boolean {
  return values.every(
    (value) => value !== undefined && !Token.isUnresolved(value) && !/^dummy\d/.test(value),
  );
}
