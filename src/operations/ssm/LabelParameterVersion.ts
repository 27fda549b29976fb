import type { LabelParameterVersionRequest, LabelParameterVersionResult } from '@aws-sdk/client-ssm';
import { ServiceError } from '../../model/errors.ts';
import { operation } from '../operation.ts';
import { checkCount, requireParameter, versionNotFound, versionsOf } from './shared/parameters.ts';

/** Labels of one version. */
const labelsMax = 10;

/**
 * Puts labels on a version, the latest unless one is named; a label that another version has moves here. Labels that are
 * not well formed are told apart.
 * @see https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_LabelParameterVersion.html
 */
export const LabelParameterVersion = operation<LabelParameterVersionRequest, LabelParameterVersionResult>({
  service: 'ssm',
  name: 'LabelParameterVersion',
  access: 'write',
  honours: ['Name', 'ParameterVersion', 'Labels'],
  handle({ Name = '', ParameterVersion, Labels: labels = [] }, context) {
    checkCount('Labels', labels, labelsMax);
    const parameter = requireParameter(context, Name);
    const wanted = ParameterVersion ?? parameter.version;
    const versions = versionsOf(context, parameter);
    if (!versions.some(({ version }) => version === wanted)) throw versionNotFound(Name, String(wanted));
    const good = [...new Set(labels.filter(isLabel))];
    for (const version of versions) {
      const kept = version.labels.filter((label) => !good.includes(label));
      const now = version.version === wanted ? [...kept, ...good] : kept;
      if (now.length > labelsMax) throw tooMany();
      if (now.join() !== version.labels.join()) {
        context.resources.put('parameterVersion', { ...version, labels: now });
      }
    }
    return { InvalidLabels: labels.filter((label) => !isLabel(label)), ParameterVersion: wanted };
  },
});

function isLabel(label: string): boolean {
  return /^[a-zA-Z_.-][\w.-]{0,99}$/.test(label) && !/^(?:aws|ssm)/i.test(label);
}

function tooMany(): ServiceError {
  return new ServiceError(
    'ParameterVersionLabelLimitExceeded',
    `A parameter version can have at most ${labelsMax} labels.`,
  );
}
