import { validationError } from './errors.ts';

const topicsMax = 5;

/** @throws ServiceError ValidationError unless they are ARNs of topics, five at most */
export function checkTopicArns(arns: readonly string[]): void {
  if (arns.length > topicsMax) throw validationError(`A stack can notify at most ${topicsMax} topics.`);
  for (const arn of arns) {
    if (!/^arn:aws:sns:[a-z0-9-]+:\d{12}:[\w-]{1,256}$/.test(arn))
      throw validationError(
        `Invalid value for NotificationARNs: ${arn.slice(0, 300)} is not the ARN of an SNS topic.`,
      );
  }
}
