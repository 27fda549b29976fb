import type { Step } from '../../resource-type.ts';
import { call, unlessGone } from './call.ts';

/** Calls an operation of S3 on a bucket. */
export function s3<Output = object>(
  step: Step,
  operation: string,
  Bucket: string,
  input: Readonly<Record<string, unknown>> = {},
): Output {
  return call<Output>(step, 's3', operation, { Bucket, ...input });
}

/** What is set of a bucket; undefined when nothing is, or when there is no bucket. */
export function settingOf<Output>(step: Step, operation: string, Bucket: string): Output | undefined {
  return unlessGone(
    () => s3<Output>(step, operation, Bucket),
    'ServerSideEncryptionConfigurationNotFoundError',
    'OwnershipControlsNotFoundError',
  );
}
