/** Stacks as the API shows them. */
import type {
  Output,
  Parameter,
  Stack as SdkStack,
  StackEvent as SdkStackEvent,
  StackResource as SdkStackResource,
  Tag as SdkTag,
  StackDriftInformation,
  StackResourceDetail,
  StackResourceSummary,
  StackSummary,
} from '@aws-sdk/client-cloudformation';
import type { Tag } from '../../../model/owned.ts';
import type {
  Stack,
  StackDefinition,
  StackEvent,
  StackOutput,
  StackResource,
} from '../../../model/stack-resources.ts';
import { sdkDeployment } from './deployment.ts';

export function sdkStack(stack: Stack): SdkStack {
  const { definition, id, name, run, parentId, rootId, timeoutMinutes } = stack;
  const { description, roleArn } = definition;
  return {
    StackId: id,
    StackName: name,
    ...(stack.changeSetId !== undefined && { ChangeSetId: stack.changeSetId }),
    ...(description !== undefined && { Description: description }),
    Parameters: sdkParameters(definition),
    CreationTime: new Date(stack.createdAt),
    ...(stack.deletedAt !== undefined && { DeletionTime: new Date(stack.deletedAt) }),
    ...(stack.updatedAt !== undefined && { LastUpdatedTime: new Date(stack.updatedAt) }),
    RollbackConfiguration: {},
    StackStatus: stack.status,
    ...(stack.statusReason !== undefined && { StackStatusReason: stack.statusReason }),
    DisableRollback: stack.disableRollback,
    NotificationARNs: [...definition.notificationArns],
    ...(timeoutMinutes !== undefined && { TimeoutInMinutes: timeoutMinutes }),
    Capabilities: [...definition.capabilities] as NonNullable<SdkStack['Capabilities']>,
    Outputs: stack.outputs.map(sdkOutput),
    ...(roleArn !== undefined && { RoleARN: roleArn }),
    Tags: sdkTags(definition.tags),
    DeploymentConfig: sdkDeployment(stack.isExpress, stack.disableRollback),
    EnableTerminationProtection: stack.terminationProtection,
    ...(parentId !== undefined && { ParentId: parentId }),
    ...(rootId !== undefined && { RootId: rootId }),
    DriftInformation: sdkDrift(stack),
    ...(run?.retainExceptOnCreate === true && { RetainExceptOnCreate: true }),
    ...(run?.kind === 'delete' && { DeletionMode: run.force === true ? 'FORCE_DELETE_STACK' : 'STANDARD' }),
  };
}

export function sdkStackSummary(stack: Stack): StackSummary {
  const { definition, parentId, rootId } = stack;
  return {
    StackId: stack.id,
    StackName: stack.name,
    ...(definition.description !== undefined && { TemplateDescription: definition.description }),
    CreationTime: new Date(stack.createdAt),
    ...(stack.updatedAt !== undefined && { LastUpdatedTime: new Date(stack.updatedAt) }),
    ...(stack.deletedAt !== undefined && { DeletionTime: new Date(stack.deletedAt) }),
    StackStatus: stack.status,
    ...(stack.statusReason !== undefined && { StackStatusReason: stack.statusReason }),
    ...(parentId !== undefined && { ParentId: parentId }),
    ...(rootId !== undefined && { RootId: rootId }),
    DriftInformation: sdkDrift(stack),
  };
}

function sdkDrift({ drift }: Stack): StackDriftInformation {
  if (drift === undefined) return { StackDriftStatus: 'NOT_CHECKED' };
  return { StackDriftStatus: drift.status, LastCheckTimestamp: new Date(drift.checkedAt) };
}

/** What is not to be echoed shows as stars. */
export function sdkParameters({ parameters }: StackDefinition): Parameter[] {
  return parameters.map(({ key, value, resolved, noEcho }) => ({
    ParameterKey: key,
    ParameterValue: noEcho === true ? '****' : value,
    ...(resolved !== undefined && { ResolvedValue: noEcho === true ? '****' : resolved }),
  }));
}

export function sdkTags(tags: readonly Tag[]): SdkTag[] {
  return tags.map(({ key, value }) => ({ Key: key, Value: value }));
}

function sdkOutput({ key, value, description, exportName }: StackOutput): Output {
  return {
    OutputKey: key,
    OutputValue: value,
    ...(description !== undefined && { Description: description }),
    ...(exportName !== undefined && { ExportName: exportName }),
  };
}

export function sdkEvent(stackName: string, event: StackEvent): SdkStackEvent {
  return {
    StackId: event.stackId,
    EventId: event.eventId,
    StackName: stackName,
    LogicalResourceId: event.logicalId,
    PhysicalResourceId: event.physicalId,
    ResourceType: event.type,
    Timestamp: new Date(event.at),
    // Every state of a stack is one that a resource may be in, for nested stacks are resources.
    ResourceStatus: event.status as NonNullable<SdkStackEvent['ResourceStatus']>,
    ...(event.reason !== undefined && { ResourceStatusReason: event.reason }),
    ...(event.properties !== undefined && { ResourceProperties: event.properties }),
    ...(event.clientRequestToken !== undefined && { ClientRequestToken: event.clientRequestToken }),
  };
}

export function sdkResource(stack: Stack, record: StackResource): SdkStackResource {
  return {
    StackName: stack.name,
    StackId: stack.id,
    ...common(record),
    Timestamp: new Date(record.updatedAt),
    DriftInformation: { StackResourceDriftStatus: record.drift?.status ?? 'NOT_CHECKED' },
  };
}

export function sdkResourceSummary(record: StackResource): StackResourceSummary {
  return {
    ...common(record),
    LastUpdatedTimestamp: new Date(record.updatedAt),
    DriftInformation: resourceDrift(record),
  };
}

export function sdkResourceDetail(stack: Stack, record: StackResource): StackResourceDetail {
  const { current } = record;
  return {
    StackName: stack.name,
    StackId: stack.id,
    ...common(record),
    LastUpdatedTimestamp: new Date(record.updatedAt),
    ...(current?.metadata !== undefined && { Metadata: current.metadata }),
    DriftInformation: resourceDrift(record),
  };
}

function common({ logicalId, type, status, statusReason, current }: StackResource) {
  return {
    LogicalResourceId: logicalId,
    PhysicalResourceId: current?.physicalId ?? '',
    ResourceType: type,
    ResourceStatus: status as NonNullable<SdkStackResource['ResourceStatus']>,
    ...(statusReason !== undefined && { ResourceStatusReason: statusReason }),
  };
}

function resourceDrift({ drift }: StackResource) {
  return {
    StackResourceDriftStatus: drift?.status ?? 'NOT_CHECKED',
    ...(drift && { LastCheckTimestamp: new Date(drift.checkedAt) }),
  };
}
