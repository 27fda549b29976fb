import type {
  CreateNetworkInterfaceResult,
  DescribeNetworkInterfacesResult,
  NetworkInterface as SdkInterface,
} from '@aws-sdk/client-ec2';
import type { EC2NetworkInterface } from '../../generated/properties.ts';
import type { Step } from '../../resource-type.ts';
import { answered, call, same, unlessGone } from '../shared/call.ts';
import { defaultGroups } from '../shared/default-groups.ts';
import { resourceType } from '../shared/define.ts';
import { changeEc2Tags, ownTags, tagSpecifications } from '../shared/tags.ts';

/**
 * An interface that is attached to nothing and holds an address.
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ec2-networkinterface.html
 */
export const NetworkInterface = resourceType<EC2NetworkInterface>({
  name: 'AWS::EC2::NetworkInterface',
  honours: ['SubnetId', 'Description', 'GroupSet', 'PrivateIpAddress', 'Tags'],
  only: { InterfaceType: 'interface', SourceDestCheck: true },
  create({ SubnetId, Description, GroupSet, PrivateIpAddress, Tags }, step) {
    const { NetworkInterface: made } = call<CreateNetworkInterfaceResult>(
      step,
      'ec2',
      'CreateNetworkInterface',
      {
        ...{ SubnetId, Description, Groups: GroupSet, PrivateIpAddress },
        TagSpecifications: tagSpecifications('network-interface', Tags, step),
      },
    );
    return answered(made?.NetworkInterfaceId);
  },
  update(NetworkInterfaceId, before, after, step) {
    const modify = (input: object) =>
      call(step, 'ec2', 'ModifyNetworkInterfaceAttribute', { NetworkInterfaceId, ...input });
    if (before.Description !== after.Description) modify({ Description: { Value: after.Description ?? '' } });
    if (!same(before.GroupSet, after.GroupSet)) {
      const vpcId = describe(NetworkInterfaceId, step)?.VpcId ?? '';
      modify({ Groups: after.GroupSet ?? defaultGroups(vpcId, step) });
    }
    changeEc2Tags(NetworkInterfaceId, before.Tags, after.Tags, step);
    return undefined;
  },
  delete(NetworkInterfaceId, _, step) {
    unlessGone(() => call(step, 'ec2', 'DeleteNetworkInterface', { NetworkInterfaceId }));
  },
  attributes(id, _, step) {
    const found = describe(id, step);
    return {
      Id: id,
      PrimaryPrivateIpAddress: found?.PrivateIpAddress ?? '',
      SecondaryPrivateIpAddresses: [],
      VpcId: found?.VpcId ?? '',
    };
  },
  read(id, properties, step) {
    const found = describe(id, step);
    return (
      found && {
        SubnetId: found.SubnetId,
        Description: found.Description === '' ? properties.Description : found.Description,
        GroupSet: found.Groups?.map(({ GroupId = '' }) => GroupId),
        PrivateIpAddress: found.PrivateIpAddress,
        Tags: ownTags(found.TagSet, properties.Tags, step),
      }
    );
  },
});

function describe(id: string, step: Step): SdkInterface | undefined {
  const input = { NetworkInterfaceIds: [id] };
  return unlessGone(() =>
    call<DescribeNetworkInterfacesResult>(step, 'ec2', 'DescribeNetworkInterfaces', input),
  )?.NetworkInterfaces?.[0];
}
