import type { RequestLaunchTemplateData, RunInstancesRequest } from '@aws-sdk/client-ec2';
import { ServiceError } from '../../model/errors.ts';
import {
  findLaunchTemplate,
  findLaunchTemplateVersion,
  type LaunchTemplateNaming,
  said,
} from '../../model/launch-template.ts';
import type {
  LaunchTemplate,
  LaunchTemplateData,
  LaunchTemplateVersion,
} from '../../model/launch-template-resources.ts';
import type { Tag } from '../../model/owned.ts';
import type { OperationContext } from '../operation.ts';
import { checkId } from '../shared/lookup.ts';
import { tagsByResourceType } from '../shared/tags.ts';
import { checkUserData } from './launch-input.ts';
import { checkHopLimit } from './metadata-options.ts';

/** What tags of a launch can be for. There are no volumes: theirs are kept in templates, and given to none. */
export const launchTagTypes = ['instance', 'network-interface', 'volume'] as const;

/**
 * The data of a version as it is kept, with what it inherits. As on AWS it is not checked whether what it names is there.
 * @throws ServiceError `MissingParameter` when it says nothing, and of each member that no launch could take
 */
export function launchTemplateData(
  given: RequestLaunchTemplateData | undefined,
  source: LaunchTemplateData = {},
): LaunchTemplateData {
  checkUserData(given?.UserData);
  checkHopLimit(given?.MetadataOptions?.HttpPutResponseHopLimit);
  tagsByResourceType(given?.TagSpecifications, launchTagTypes);
  // The operations honour the members that are kept, and no others.
  const data = { ...source, ...(said(given ?? {}) as LaunchTemplateData) };
  if (Object.keys(data).length > 0) return data;
  // Clients that know no launch parameter send one that says nothing.
  if (given?.UserData !== undefined) return data;
  throw new ServiceError('MissingParameter', 'The request must contain the parameter LaunchTemplateData');
}

/** @throws ServiceError `InvalidLaunchTemplateName.MalformedException` */
export function checkLaunchTemplateName(name: string): string {
  if (/^[a-zA-Z0-9().\-/_]{3,128}$/.test(name)) return name;
  const message = `Launch template name '${name}' is invalid. It has 3 to 128 letters, digits and the characters ( ) . / _ -`;
  throw new ServiceError('InvalidLaunchTemplateName.MalformedException', message);
}

/** @throws ServiceError `InvalidParameterValue` */
export function checkVersionDescription(text: string | undefined): string | undefined {
  if (text === undefined || text === '') return undefined;
  if (text.length <= 255) return text;
  throw new ServiceError('InvalidParameterValue', 'VersionDescription has at most 255 characters.');
}

/**
 * The caller's template that a request names.
 * @throws ServiceError `MissingParameter`, `InvalidParameterCombination`, `InvalidLaunchTemplateId.Malformed`,
 *   `InvalidLaunchTemplateId.NotFound`, `InvalidLaunchTemplateName.NotFoundException`
 */
export function requireLaunchTemplate(
  { resources, caller, region }: OperationContext,
  { LaunchTemplateId: id, LaunchTemplateName: name }: LaunchTemplateNaming,
): LaunchTemplate {
  if (id === undefined && name === undefined) {
    const message = 'The request must contain either LaunchTemplateId or LaunchTemplateName';
    throw new ServiceError('MissingParameter', message);
  }
  if (id !== undefined && name !== undefined) {
    const message = 'LaunchTemplateId and LaunchTemplateName cannot both be given. Give one of them.';
    throw new ServiceError('InvalidParameterCombination', message);
  }
  if (id !== undefined) checkId('launchTemplate', id);
  const scope = { resources, accountId: caller.accountId, region };
  const found = findLaunchTemplate(scope, { LaunchTemplateId: id, LaunchTemplateName: name });
  if (found) return found;
  const [code, what] =
    id === undefined
      ? (['InvalidLaunchTemplateName.NotFoundException', `name ${name}`] as const)
      : (['InvalidLaunchTemplateId.NotFound', `ID ${id}`] as const);
  throw new ServiceError(code, `The specified launch template, with template ${what}, does not exist.`);
}

/**
 * The version that `$Latest`, `$Default` or a number means; the default one when nothing is said.
 * @throws ServiceError `InvalidLaunchTemplateId.VersionNotFound`, `InvalidParameterValue` when the text is none of these
 */
export function requireVersion(
  { resources }: OperationContext,
  template: LaunchTemplate,
  text: string | undefined,
): LaunchTemplateVersion {
  const found = findLaunchTemplateVersion(resources, template, text);
  if (found) return found;
  if (!/^\d+$/.test(text ?? '')) {
    const message = `Launch template version '${text}' is invalid. It is a number, $Latest or $Default.`;
    throw new ServiceError('InvalidParameterValue', message);
  }
  const message = `Could not find the specified version ${text} for the launch template with ID ${template.id}.`;
  throw new ServiceError('InvalidLaunchTemplateId.VersionNotFound', message);
}

/**
 * The version that a launch names; undefined when it names none.
 * @throws ServiceError of `requireLaunchTemplate` and `requireVersion`
 */
export function templateOf(
  { LaunchTemplate: given }: RunInstancesRequest,
  context: OperationContext,
): LaunchTemplateVersion | undefined {
  if (!given) return undefined;
  return requireVersion(context, requireLaunchTemplate(context, given), given.Version);
}

/** The tags of a launch, with those that AWS gives to an instance that came of a template. */
export function launchedFrom(
  version: LaunchTemplateVersion | undefined,
  tags: ReadonlyMap<string, readonly Tag[]>,
): ReadonlyMap<string, readonly Tag[]> {
  if (!version) return tags;
  const origin = [
    { key: 'aws:ec2launchtemplate:id', value: version.templateId },
    { key: 'aws:ec2launchtemplate:version', value: String(version.version) },
  ];
  return new Map([...tags, ['instance', [...(tags.get('instance') ?? []), ...origin]]]);
}
