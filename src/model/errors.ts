/**
 * A refusal that the caller is told about: an AWS error code and a sentence.
 * Domain code knows codes, not HTTP; `server/error-status.ts` maps a code to its status.
 *
 * Anything else that is thrown is a defect of ours and reaches the caller as `InternalError` without details.
 * @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html
 */
export class ServiceError extends Error {
  override readonly name = 'ServiceError';
  readonly code: string;

  /** @param code the AWS error code, in AWS's exact spelling; @param message what is wrong and what would be right. */
  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}
