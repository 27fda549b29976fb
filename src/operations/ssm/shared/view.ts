/** Parameters as answers show them. */
import type {
  ParameterHistory as SdkHistory,
  ParameterMetadata as SdkMetadata,
  Parameter as SdkParameter,
} from '@aws-sdk/client-ssm';
import { parameterArn } from '../../../model/parameter-resources.ts';
import type { OperationContext } from '../../operation.ts';
import type { Selected } from './parameters.ts';
import { managedKeyId, shownValue } from './value.ts';

export function toSdkParameter(
  context: OperationContext,
  selected: Selected,
  withDecryption: boolean | undefined,
): SdkParameter {
  const { parameter, version, selector } = selected;
  return {
    Name: parameter.name,
    Type: parameter.type,
    Value: shownValue(context, parameter, version, withDecryption),
    Version: version.version,
    ...(selector !== undefined && { Selector: `:${selector}` }),
    LastModifiedDate: new Date(version.modifiedAt),
    ARN: parameterArn(parameter.accountId, parameter.region, parameter.name),
    DataType: version.dataType,
  };
}

export function toSdkMetadata(selected: Selected): SdkMetadata {
  const { parameter } = selected;
  return {
    ...described(selected),
    ARN: parameterArn(parameter.accountId, parameter.region, parameter.name),
  };
}

export function toSdkHistory(
  context: OperationContext,
  selected: Selected,
  withDecryption: boolean | undefined,
): SdkHistory {
  const { parameter, version } = selected;
  return {
    ...described(selected),
    Value: shownValue(context, parameter, version, withDecryption),
    Labels: [...version.labels],
  };
}

function described({ parameter, version }: Selected) {
  return {
    Name: parameter.name,
    Type: parameter.type,
    ...(parameter.type === 'SecureString' && { KeyId: managedKeyId }),
    LastModifiedDate: new Date(version.modifiedAt),
    LastModifiedUser: version.modifiedBy,
    ...(version.description !== undefined && { Description: version.description }),
    ...(version.allowedPattern !== undefined && { AllowedPattern: version.allowedPattern }),
    Version: version.version,
    Tier: version.tier,
    Policies: [],
    DataType: version.dataType,
  };
}
