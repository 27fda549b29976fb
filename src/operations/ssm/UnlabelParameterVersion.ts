import type { UnlabelParameterVersionRequest, UnlabelParameterVersionResult } from '@aws-sdk/client-ssm';
import { operation } from '../operation.ts';
import { checkCount, requireParameter, versionNotFound, versionsOf } from './shared/parameters.ts';

const labelsMax = 10;

/**
 * Takes labels from a version; those that it does not have are told apart.
 * @see https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_UnlabelParameterVersion.html
 */
export const UnlabelParameterVersion = operation<
  UnlabelParameterVersionRequest,
  UnlabelParameterVersionResult
>({
  service: 'ssm',
  name: 'UnlabelParameterVersion',
  access: 'write',
  honours: ['Name', 'ParameterVersion', 'Labels'],
  handle({ Name = '', ParameterVersion: wanted, Labels: labels = [] }, context) {
    checkCount('Labels', labels, labelsMax);
    const versions = versionsOf(context, requireParameter(context, Name));
    const version = versions.find((each) => each.version === wanted);
    if (!version) throw versionNotFound(Name, String(wanted));
    const rest = version.labels.filter((label) => !labels.includes(label));
    context.resources.put('parameterVersion', { ...version, labels: rest });
    const has = (label: string) => version.labels.includes(label);
    return { RemovedLabels: labels.filter(has), InvalidLabels: labels.filter((label) => !has(label)) };
  },
});
