import type { PutParameterRequest, PutParameterResult } from '@aws-sdk/client-ssm';
import { ServiceError } from '../../model/errors.ts';
import { ensureMessageKey } from '../../model/message-key.ts';
import {
  type Parameter,
  type ParameterTier,
  type ParameterVersion,
  parameterId,
} from '../../model/parameter-resources.ts';
import { type OperationContext, operation } from '../operation.ts';
import { checkNewName, invalid } from './shared/names.ts';
import { latestOf, versionId } from './shared/parameters.ts';
import { addTags } from './shared/tags.ts';
import { checkPattern, checkValue, managedKeyId, valueBytesMax } from './shared/value.ts';

/** Versions that are kept; the next one takes the place of the oldest. */
const versionsMax = 100;
/** Of an account in a region. */
const parametersMax = 10_000;
const descriptionCharactersMax = 1024;

/**
 * Makes a parameter, or a new version of one. Secret strings are kept like all secrets here: in the store, which only
 * root can read. There are no keys but AWS's own.
 * @see https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_PutParameter.html
 */
export const PutParameter = operation<PutParameterRequest, PutParameterResult>({
  service: 'ssm',
  name: 'PutParameter',
  access: 'write',
  honours: [
    'Name',
    'Description',
    'Value',
    'Type',
    'KeyId',
    'Overwrite',
    'AllowedPattern',
    'Tags',
    'Tier',
    'DataType',
  ],
  handle(input, context) {
    const { resources, caller, region, ids } = context;
    const name = input.Name ?? '';
    checkNewName(name);
    const existing = resources.get('parameter', parameterId(caller.accountId, region, name));
    if (existing) checkOverwrite(existing, input);
    const parameter = existing ? next(existing, resources) : created(context, name, input);
    const version = versionOf(context, parameter, input, existing && latestOf(context, existing));
    resources.put('parameter', parameter);
    resources.put('parameterVersion', version);
    if (parameter.type === 'SecureString') ensureMessageKey(resources, ids);
    else if (input.KeyId !== undefined) throw invalid('KeyId is for parameters of the type SecureString.');
    return { Version: version.version, Tier: version.tier };
  },
});

function checkOverwrite(existing: Parameter, { Overwrite, Tags, Type }: PutParameterRequest): void {
  if (Overwrite !== true) {
    throw new ServiceError(
      'ParameterAlreadyExists',
      'The parameter already exists. To overwrite this value, set the overwrite option in the request to true.',
    );
  }
  if (Tags?.length) {
    throw invalid(
      "Invalid request: tags and overwrite can't be used together. To create a parameter with tags, please remove overwrite flag. To update tags for an existing parameter, please use AddTagsToResource or RemoveTagsFromResource.",
    );
  }
  if (Type !== undefined && Type !== existing.type) {
    throw new ServiceError(
      'HierarchyTypeMismatchException',
      `The type of a parameter cannot be changed: it is ${existing.type}, not ${Type}. Make another parameter.`,
    );
  }
}

/** With room for one more version. */
function next(existing: Parameter, resources: OperationContext['resources']): Parameter {
  const version = existing.version + 1;
  if (version - existing.firstVersion < versionsMax) return { ...existing, version };
  const oldest = versionId(existing, existing.firstVersion);
  if (resources.get('parameterVersion', oldest)?.labels.length) {
    throw new ServiceError(
      'ParameterMaxVersionLimitExceeded',
      `There are ${versionsMax} versions, and the oldest has a label. Move the label to another version, and try again.`,
    );
  }
  resources.delete('parameterVersion', oldest);
  return { ...existing, version, firstVersion: existing.firstVersion + 1 };
}

function created(
  { resources, caller, region }: OperationContext,
  name: string,
  input: PutParameterRequest,
): Parameter {
  if (input.Type === undefined) throw invalid('A parameter type is required when you create a parameter.');
  if (resources.count('parameter', 'owner', `${caller.accountId}/${region}`) >= parametersMax) {
    throw new ServiceError('ParameterLimitExceeded', `There are ${parametersMax} parameters already.`);
  }
  return {
    accountId: caller.accountId,
    region,
    tags: addTags([], input.Tags ?? []),
    id: parameterId(caller.accountId, region, name),
    name,
    type: input.Type,
    version: 1,
    firstVersion: 1,
  };
}

function versionOf(
  { caller, now }: OperationContext,
  parameter: Parameter,
  input: PutParameterRequest,
  before: ParameterVersion | undefined,
): ParameterVersion {
  const { Value: value = '', Description: description, DataType: dataType = 'text', KeyId } = input;
  if (dataType !== 'text') throw invalid(`Postern has parameters of the data type text, not ${dataType}.`);
  if (KeyId !== undefined && KeyId !== managedKeyId) {
    throw new ServiceError('InvalidKeyId', `Postern has no keys but ${managedKeyId}.`);
  }
  if (description !== undefined && description.length > descriptionCharactersMax) {
    throw invalid(`Description can have at most ${descriptionCharactersMax} characters.`);
  }
  const tier = tierOf(input, value, before?.tier);
  checkValue(value, tier);
  const allowedPattern = input.AllowedPattern ?? before?.allowedPattern;
  checkPattern(value, allowedPattern);
  const shownDescription = description ?? before?.description;
  return {
    id: versionId(parameter, parameter.version),
    parameterId: parameter.id,
    version: parameter.version,
    value,
    tier,
    dataType,
    ...(shownDescription !== undefined && { description: shownDescription }),
    ...(allowedPattern !== undefined && { allowedPattern }),
    labels: [],
    modifiedAt: now,
    modifiedBy: caller.arn,
  };
}

/** An advanced parameter stays one. */
function tierOf(
  { Tier }: PutParameterRequest,
  value: string,
  before: ParameterTier | undefined,
): ParameterTier {
  if (Tier === 'Intelligent-Tiering') {
    const isLarge = Buffer.byteLength(value) > valueBytesMax.Standard;
    return isLarge ? 'Advanced' : (before ?? 'Standard');
  }
  if (Tier === 'Standard' && before === 'Advanced') {
    throw invalid(
      "This parameter uses the advanced-parameter tier. You can't downgrade a parameter from the advanced-parameter tier to the standard-parameter tier. Delete it and make it again.",
    );
  }
  return Tier ?? before ?? 'Standard';
}
