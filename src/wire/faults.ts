/** How each protocol's services word what is wrong with a request. */
import { ServiceError } from '../model/errors.ts';
import type { Protocol } from './model-format.ts';
import { shorten } from './parameter-tree.ts';

/** The protocols whose requests are parameters. */
export type QueryProtocol = Extract<Protocol, 'ec2Query' | 'awsQuery'>;

/** The refusals of a decoder; `path` is the parameter as the caller wrote it. */
export interface Faults {
  missing(path: string): ServiceError;
  unknown(path: string): ServiceError;
  /** @param right what would be right, as a phrase */
  invalid(path: string, value: string, right: string): ServiceError;
}

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html */
const ec2: Faults = {
  missing: (path) => new ServiceError('MissingParameter', `The request must contain the parameter ${path}`),
  unknown: (path) => new ServiceError('UnknownParameter', `The parameter ${shorten(path)} is not recognized`),
  invalid: (path, value, right) =>
    new ServiceError(
      'InvalidParameterValue',
      `Value (${shorten(value)}) for parameter ${shorten(path)} is invalid. It must be ${right}.`,
    ),
};

/**
 * The other services answer everything of this kind with one code.
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/CommonErrors.html
 */
const query: Faults = {
  missing: (path) =>
    validation(`Value null at '${path}' failed to satisfy constraint: Member must not be null`),
  unknown: (path) => validation(`'${shorten(path)}' is not a parameter of this operation`),
  invalid: (path, value, right) =>
    validation(
      `Value '${shorten(value)}' at '${shorten(path)}' failed to satisfy constraint: Member must be ${right}`,
    ),
};

/** The wording of a protocol. */
export const faults: Readonly<Record<QueryProtocol, Faults>> = { ec2Query: ec2, awsQuery: query };

function validation(problem: string): ServiceError {
  return new ServiceError('ValidationError', `1 validation error detected: ${problem}`);
}
