/** Finding parameters and their versions. */
import { ServiceError } from '../../../model/errors.ts';
import { type Parameter, type ParameterVersion, parameterId } from '../../../model/parameter-resources.ts';
import { isPublicParameter, publicImage } from '../../../model/public-images.ts';
import type { OperationContext } from '../../operation.ts';
import { invalid, type Reference, referenceOf } from './names.ts';

/** A parameter with one of its versions. */
export interface Selected {
  readonly parameter: Parameter;
  readonly version: ParameterVersion;
  /** As the request gave it, without the colon. */
  readonly selector?: string | undefined;
}

/** The caller's parameter, undefined when there is none. */
export function findParameter(
  { resources, caller, region }: OperationContext,
  { name }: Reference,
): Parameter | undefined {
  return resources.get('parameter', parameterId(caller.accountId, region, name));
}

/**
 * The caller's parameter that `text` names, with or without a version.
 * @throws ServiceError `ParameterNotFound`
 */
export function requireParameter(context: OperationContext, text: string): Parameter {
  const reference = referenceOf(context, text);
  return findParameter(context, reference) ?? arnOfRoot(context, text, reference) ?? notFound(text);
}

/** `a` and `/a` have the same ARN. */
function arnOfRoot(context: OperationContext, text: string, { name }: Reference): Parameter | undefined {
  return text.startsWith('arn:') ? findParameter(context, { name: `/${name}` }) : undefined;
}

function notFound(text: string): never {
  throw new ServiceError('ParameterNotFound', `There is no parameter ${text}.`);
}

/**
 * The parameter and the version that `text` names, the latest when it names none; also of those that AWS publishes.
 * @throws ServiceError `ParameterNotFound`, `ParameterVersionNotFound`
 */
export function selectVersion(context: OperationContext, text: string): Selected {
  const { name, selector } = referenceOf(context, text);
  if (isPublicParameter(name)) return publicParameter(context, name, selector);
  const parameter = requireParameter(context, text);
  const version = versionBy(context, parameter, selector);
  if (version) return { parameter, version, selector };
  throw versionNotFound(parameter.name, selector ?? '');
}

/** Every version that is kept, the oldest first. */
export function versionsOf(
  { resources }: Pick<OperationContext, 'resources'>,
  parameter: Parameter,
): readonly ParameterVersion[] {
  const versions: ParameterVersion[] = [];
  for (let at = parameter.firstVersion; at <= parameter.version; at++) {
    const version = resources.get('parameterVersion', versionId(parameter, at));
    if (version) versions.push(version);
  }
  return versions;
}

/** The latest version. */
export function latestOf(
  { resources }: Pick<OperationContext, 'resources'>,
  parameter: Parameter,
): ParameterVersion {
  const latest = resources.get('parameterVersion', versionId(parameter, parameter.version));
  if (!latest) throw new Error(`parameter ${parameter.id} has no version ${parameter.version}`);
  return latest;
}

export function versionId({ id }: Pick<Parameter, 'id'>, version: number): string {
  return `${id}:${version}`;
}

/** Removes a parameter with its versions. */
export function removeParameter({ resources }: OperationContext, parameter: Parameter): void {
  for (let at = parameter.firstVersion; at <= parameter.version; at++) {
    resources.delete('parameterVersion', versionId(parameter, at));
  }
  resources.delete('parameter', parameter.id);
}

/** @throws ServiceError `ValidationException` unless there are 1 to `max` */
export function checkCount(member: string, { length }: readonly unknown[], max: number): void {
  if (length >= 1 && length <= max) return;
  throw invalid(`${member} must have from 1 to ${max} elements, not ${length}.`);
}

export function versionNotFound(name: string, selector: string): ServiceError {
  return new ServiceError(
    'ParameterVersionNotFound',
    `Systems Manager could not find version ${selector} of ${name}. Verify the version and try again.`,
  );
}

/** It belongs to no account, and is as it is at the time of the request. */
function publicParameter(
  { region, now }: OperationContext,
  name: string,
  selector: string | undefined,
): Selected {
  const value = publicImage(name);
  if (value === undefined) return notFound(name);
  if (selector !== undefined && selector !== '1') throw versionNotFound(name, selector);
  const id = parameterId('', region, name);
  const version = 1;
  return {
    parameter: { id, accountId: '', region, tags: [], name, type: 'String', version, firstVersion: version },
    version: {
      ...{ id: versionId({ id }, version), parameterId: id, version, value },
      ...{ tier: 'Standard', dataType: 'text', labels: [], modifiedAt: now, modifiedBy: '' },
    },
    selector,
  };
}

function versionBy(
  context: OperationContext,
  parameter: Parameter,
  selector: string | undefined,
): ParameterVersion | undefined {
  if (selector === undefined) return latestOf(context, parameter);
  if (/^\d{1,9}$/.test(selector)) {
    return context.resources.get('parameterVersion', versionId(parameter, Number(selector)));
  }
  return versionsOf(context, parameter).find(({ labels }) => labels.includes(selector));
}
