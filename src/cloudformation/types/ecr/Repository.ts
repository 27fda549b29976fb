import type {
  GetLifecyclePolicyResponse,
  GetRepositoryPolicyResponse,
  ListTagsForResourceResponse,
  Repository as SdkRepository,
} from '@aws-sdk/client-ecr';
import type { ECRRepository } from '../../generated/properties.ts';
import type { Step } from '../../resource-type.ts';
import { answered, call, ifAny, same, unlessGone } from '../shared/call.ts';
import { resourceType } from '../shared/define.ts';
import { documentText, parsedLike } from '../shared/documents.ts';
import { allTags, ownTags, tagChanges } from '../shared/tags.ts';

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ecr-repository.html */
export const Repository = resourceType<ECRRepository>({
  name: 'AWS::ECR::Repository',
  honours: [
    'RepositoryName',
    'ImageTagMutability',
    'ImageScanningConfiguration.ScanOnPush',
    'LifecyclePolicy.LifecyclePolicyText',
    'RepositoryPolicyText',
    'EmptyOnDelete',
    'Tags',
  ],
  only: { 'EncryptionConfiguration.EncryptionType': 'AES256' },
  create(properties, step) {
    const name = properties.RepositoryName ?? step.name(256).toLowerCase();
    ecr(step, 'CreateRepository', name, {
      imageTagMutability: properties.ImageTagMutability,
      imageScanningConfiguration: scanning(properties),
      tags: ifAny(allTags(properties.Tags, step.tags)),
    });
    changePolicies(name, {}, properties, step);
    return name;
  },
  update(name, before, after, step) {
    if (!same(before.ImageTagMutability, after.ImageTagMutability)) {
      const imageTagMutability = after.ImageTagMutability ?? 'MUTABLE';
      ecr(step, 'PutImageTagMutability', name, { imageTagMutability });
    }
    if (!same(scanning(before), scanning(after)))
      ecr(step, 'PutImageScanningConfiguration', name, { imageScanningConfiguration: scanning(after) });
    changePolicies(name, before, after, step);
    changeTags(name, before, after, step);
  },
  delete(name, { EmptyOnDelete: force }, step) {
    unlessGone(() => ecr(step, 'DeleteRepository', name, { force }));
  },
  attributes(name, _, step) {
    const found = describe(name, step);
    return { Arn: found?.repositoryArn ?? '', RepositoryUri: found?.repositoryUri ?? '' };
  },
  read(name, properties, step) {
    const found = describe(name, step);
    if (!found) return undefined;
    const { imageTagMutability, imageScanningConfiguration: scan } = found;
    const lifecycle = lifecycleOf(name, step);
    return {
      RepositoryName: name,
      // What is not stated is as for everybody who does not state it.
      ImageTagMutability:
        properties.ImageTagMutability === undefined && imageTagMutability === 'MUTABLE'
          ? undefined
          : imageTagMutability,
      ImageScanningConfiguration:
        properties.ImageScanningConfiguration === undefined && scan?.scanOnPush !== true
          ? undefined
          : { ScanOnPush: scan?.scanOnPush },
      LifecyclePolicy: lifecycle === undefined ? undefined : { LifecyclePolicyText: lifecycle },
      RepositoryPolicyText: parsedLike(properties.RepositoryPolicyText, policyOf(name, step)),
      EncryptionConfiguration: properties.EncryptionConfiguration && {
        EncryptionType: found.encryptionConfiguration?.encryptionType,
      },
      EmptyOnDelete: properties.EmptyOnDelete,
      Tags: ownTags(tagsOf(found, step), properties.Tags, step),
    };
  },
});

function ecr<Output = object>(
  step: Step,
  operation: string,
  repositoryName: string,
  input: Readonly<Record<string, unknown>> = {},
): Output {
  return call<Output>(step, 'ecr', operation, { repositoryName, ...input });
}

function scanning({ ImageScanningConfiguration: scan }: ECRRepository) {
  return { scanOnPush: scan?.ScanOnPush ?? false };
}

function changePolicies(name: string, before: ECRRepository, after: ECRRepository, step: Step): void {
  const former = before.LifecyclePolicy?.LifecyclePolicyText;
  const lifecyclePolicyText = after.LifecyclePolicy?.LifecyclePolicyText;
  if (former !== lifecyclePolicyText) {
    if (lifecyclePolicyText !== undefined) ecr(step, 'PutLifecyclePolicy', name, { lifecyclePolicyText });
    else unlessGone(() => ecr(step, 'DeleteLifecyclePolicy', name));
  }
  if (same(before.RepositoryPolicyText, after.RepositoryPolicyText)) return;
  const policyText = documentText(after.RepositoryPolicyText);
  if (policyText !== undefined) ecr(step, 'SetRepositoryPolicy', name, { policyText });
  else unlessGone(() => ecr(step, 'DeleteRepositoryPolicy', name));
}

function describe(name: string, step: Step): SdkRepository | undefined {
  const input = { repositoryNames: [name] };
  return unlessGone(() =>
    call<{ readonly repositories?: readonly SdkRepository[] }>(step, 'ecr', 'DescribeRepositories', input),
  )?.repositories?.[0];
}

function lifecycleOf(name: string, step: Step): string | undefined {
  return unlessGone(() => ecr<GetLifecyclePolicyResponse>(step, 'GetLifecyclePolicy', name))
    ?.lifecyclePolicyText;
}

function policyOf(name: string, step: Step): string | undefined {
  return unlessGone(() => ecr<GetRepositoryPolicyResponse>(step, 'GetRepositoryPolicy', name))?.policyText;
}

function tagsOf({ repositoryArn: resourceArn }: SdkRepository, step: Step) {
  return call<ListTagsForResourceResponse>(step, 'ecr', 'ListTagsForResource', { resourceArn }).tags;
}

function changeTags(name: string, before: ECRRepository, after: ECRRepository, step: Step): void {
  const { set, removed } = tagChanges(before.Tags, after.Tags, step);
  if (set.length + removed.length === 0) return;
  const resourceArn = answered(describe(name, step)?.repositoryArn);
  if (ifAny(removed)) call(step, 'ecr', 'UntagResource', { resourceArn, tagKeys: removed });
  if (ifAny(set)) call(step, 'ecr', 'TagResource', { resourceArn, tags: set });
}
