import type {
  CreateManagedPrefixListResult,
  DescribeManagedPrefixListsResult,
  GetManagedPrefixListEntriesResult,
} from '@aws-sdk/client-ec2';
import type { EC2PrefixList } from '../../generated/properties.ts';
import type { Step } from '../../resource-type.ts';
import { answered, call, ifAny, unlessGone } from '../shared/call.ts';
import { resourceType } from '../shared/define.ts';
import { changeEc2Tags, ownTags, tagSpecifications } from '../shared/tags.ts';

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ec2-prefixlist.html */
export const PrefixList = resourceType<EC2PrefixList>({
  name: 'AWS::EC2::PrefixList',
  honours: ['PrefixListName', 'AddressFamily', 'MaxEntries', 'Entries', 'Tags'],
  create,
  update(id, before, after, step) {
    // The family of a list is for good.
    if (before.AddressFamily !== after.AddressFamily) return create(after, step);
    changeSize(id, before, after, step);
    changeEc2Tags(id, before.Tags, after.Tags, step);
    return id;
  },
  delete(PrefixListId, _, step) {
    unlessGone(() => call(step, 'ec2', 'DeleteManagedPrefixList', { PrefixListId }));
  },
  attributes(id, _, step) {
    const list = describe(id, step);
    return {
      PrefixListId: id,
      Arn: list?.PrefixListArn ?? '',
      OwnerId: list?.OwnerId ?? '',
      Version: String(list?.Version ?? ''),
    };
  },
  read(id, properties, step) {
    const list = describe(id, step);
    if (!list) return undefined;
    const entries = entriesOf(id, step);
    return {
      PrefixListName: list.PrefixListName,
      AddressFamily: list.AddressFamily,
      MaxEntries: list.MaxEntries,
      Entries: properties.Entries === undefined && entries.length === 0 ? undefined : entries,
      Tags: ownTags(list.Tags, properties.Tags, step),
    };
  },
});

type Entries = NonNullable<EC2PrefixList['Entries']>;

function create(properties: EC2PrefixList, step: Step): string {
  const { Tags, ...rest } = properties;
  const { PrefixList: made } = call<CreateManagedPrefixListResult>(step, 'ec2', 'CreateManagedPrefixList', {
    ...rest,
    MaxEntries: sizeOf(properties),
    TagSpecifications: tagSpecifications('prefix-list', Tags, step),
  });
  return answered(made?.PrefixListId);
}

/** As many entries as are stated, unless there is to be room for more. */
function sizeOf({ MaxEntries, Entries = [] }: EC2PrefixList): number {
  return MaxEntries ?? Math.max(Entries.length, 1);
}

/** A list that grows does so before its entries come, one that shrinks after they went. */
function changeSize(id: string, before: EC2PrefixList, after: EC2PrefixList, step: Step): void {
  const renamed = before.PrefixListName !== after.PrefixListName;
  const resized = sizeOf(before) !== sizeOf(after);
  const resize = () => {
    if (!resized) return;
    call(step, 'ec2', 'ModifyManagedPrefixList', { PrefixListId: id, MaxEntries: sizeOf(after) });
  };
  if (sizeOf(after) > sizeOf(before)) resize();
  changeEntries(id, before.Entries ?? [], after.Entries ?? [], step);
  if (sizeOf(after) < sizeOf(before)) resize();
  if (renamed) {
    const input = { PrefixListId: id, PrefixListName: after.PrefixListName };
    call(step, 'ec2', 'ModifyManagedPrefixList', input);
  }
}

/** An entry that is added again is described anew. */
function changeEntries(id: string, before: Entries, after: Entries, step: Step): void {
  const removed = before.filter(({ Cidr }) => !after.some((each) => each.Cidr === Cidr));
  const added = after.filter(
    ({ Cidr, Description = '' }) =>
      !before.some((each) => each.Cidr === Cidr && (each.Description ?? '') === Description),
  );
  if (removed.length + added.length === 0) return;
  call(step, 'ec2', 'ModifyManagedPrefixList', {
    PrefixListId: id,
    CurrentVersion: describe(id, step)?.Version,
    AddEntries: ifAny(added.map(({ Cidr, Description }) => ({ Cidr, Description }))),
    RemoveEntries: ifAny(removed.map(({ Cidr }) => ({ Cidr }))),
  });
}

function entriesOf(PrefixListId: string, step: Step) {
  const entries: { readonly Cidr: string; readonly Description?: string }[] = [];
  let NextToken: string | undefined;
  do {
    const page = call<GetManagedPrefixListEntriesResult>(step, 'ec2', 'GetManagedPrefixListEntries', {
      PrefixListId,
      NextToken,
    });
    for (const { Cidr = '', Description } of page.Entries ?? []) {
      entries.push({ Cidr, ...(Description !== undefined && Description !== '' && { Description }) });
    }
    NextToken = page.NextToken;
  } while (NextToken !== undefined);
  return entries;
}

function describe(id: string, step: Step) {
  const input = { PrefixListIds: [id] };
  const result = unlessGone(() =>
    call<DescribeManagedPrefixListsResult>(step, 'ec2', 'DescribeManagedPrefixLists', input),
  );
  return result?.PrefixLists?.[0];
}
