/** What the types of load balancing have in common: tags, attributes and names. */
import type { DescribeTagsOutput } from '@aws-sdk/client-elastic-load-balancing-v2';
import type { AttributeDefinition } from '../../../model/attribute-definition.ts';
import { ServiceError } from '../../../model/errors.ts';
import type { Step } from '../../resource-type.ts';
import { call, ifAny, unlessGone } from './call.ts';
import { allTags, ownTags, type Tag, tagChanges } from './tags.ts';

const service = 'elasticloadbalancing';

/** Calls an operation of load balancing. */
export function balancing<Output = object>(
  step: Step,
  operation: string,
  input: Readonly<Record<string, unknown>>,
): Output {
  return call<Output>(step, service, operation, input);
}

/** Tags to make something with; undefined without any. */
export function balancingTags(own: readonly Tag[] | undefined, step: Step): readonly Tag[] | undefined {
  return ifAny(allTags(own, step.tags));
}

export function changeBalancingTags(
  arn: string,
  before: readonly Tag[] | undefined,
  after: readonly Tag[] | undefined,
  step: Step,
): void {
  const { set, removed } = tagChanges(before, after, step);
  const ResourceArns = [arn];
  if (ifAny(removed)) balancing(step, 'RemoveTags', { ResourceArns, TagKeys: removed });
  if (ifAny(set)) balancing(step, 'AddTags', { ResourceArns, Tags: set });
}

export function readBalancingTags(arn: string, own: readonly Tag[] | undefined, step: Step) {
  const { TagDescriptions } = balancing<DescribeTagsOutput>(step, 'DescribeTags', { ResourceArns: [arn] });
  return ownTags(TagDescriptions?.[0]?.Tags, own, step);
}

export interface Attribute {
  readonly Key?: string | undefined;
  readonly Value?: string | undefined;
}

/**
 * The attributes to set; those that are not stated any more get the default.
 * @param record what the defaults depend on
 */
export function attributeChanges<Record>(
  table: readonly AttributeDefinition<Record>[],
  record: Record,
  before: readonly Attribute[] = [],
  after: readonly Attribute[] = [],
): readonly Attribute[] {
  const former = new Map(before.map(({ Key, Value }) => [Key, Value]));
  const wanted = new Map(after.map(({ Key, Value }) => [Key, Value]));
  const defaults = before.flatMap(({ Key }) => {
    const definition = wanted.has(Key) ? undefined : table.find(({ key }) => key === Key);
    return definition ? [{ Key, Value: definition.defaultOf(record) }] : [];
  });
  return [...after.filter(({ Key, Value }) => former.get(Key) !== Value), ...defaults];
}

/** Of the attributes that there are, those that the template states; undefined when it states none. */
export function statedAttributes(
  stated: readonly Attribute[] | undefined,
  actual: readonly Attribute[] | undefined,
): readonly { readonly Key: string; readonly Value: string }[] | undefined {
  const values = new Map((actual ?? []).map(({ Key, Value }) => [Key, Value]));
  return stated?.flatMap(({ Key = '' }) => {
    const Value = values.get(Key);
    return Value === undefined ? [] : [{ Key, Value }];
  });
}

/**
 * Refuses a name that something has already. To ask for the same again is no error in this API, and so a stack would come to
 * have what another made.
 * @throws ServiceError `AlreadyExists`
 */
export function refuseTakenName(operation: string, noun: string, name: string, step: Step): void {
  const found = unlessGone(() => balancing(step, operation, { Names: [name] }));
  if (found === undefined) return;
  throw new ServiceError('AlreadyExists', `A ${noun} with the name '${name}' already exists`);
}

/** What follows the first `/` of an ARN's last part: `net/name/0123` of a load balancer. */
export function afterKind(arn: string): string {
  return arn.slice(arn.indexOf('/') + 1);
}
