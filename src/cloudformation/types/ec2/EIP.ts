import type { Address, AllocateAddressResult, DescribeAddressesResult } from '@aws-sdk/client-ec2';
import type { EC2EIP } from '../../generated/properties.ts';
import type { Step } from '../../resource-type.ts';
import { answered, call, unlessGone } from '../shared/call.ts';
import { resourceType } from '../shared/define.ts';
import { changeEc2Tags, ownTags, tagSpecifications } from '../shared/tags.ts';

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ec2-eip.html */
export const EIP = resourceType<EC2EIP>({
  name: 'AWS::EC2::EIP',
  honours: ['Domain', 'NetworkBorderGroup', 'Tags'],
  importedId: firstOf,
  create({ Domain, NetworkBorderGroup, Tags }, step) {
    const { PublicIp } = call<AllocateAddressResult>(step, 'ec2', 'AllocateAddress', {
      Domain,
      NetworkBorderGroup,
      TagSpecifications: tagSpecifications('elastic-ip', Tags, step),
    });
    return answered(PublicIp);
  },
  update(id, before, after, step) {
    const address = describe(id, step);
    if (address) changeEc2Tags(answered(address.AllocationId), before.Tags, after.Tags, step);
  },
  delete(id, _, step) {
    const AllocationId = describe(id, step)?.AllocationId;
    if (AllocationId !== undefined) call(step, 'ec2', 'ReleaseAddress', { AllocationId });
  },
  attributes: (id, _, step) => ({ PublicIp: id, AllocationId: describe(id, step)?.AllocationId ?? '' }),
  read(id, properties, step) {
    const address = describe(id, step);
    return (
      address && {
        Domain: address.Domain,
        NetworkBorderGroup: address.NetworkBorderGroup,
        Tags: ownTags(address.Tags, properties.Tags, step),
      }
    );
  },
});

/** An import states the address and its allocation: `192.0.2.1|eipalloc-0`. */
function firstOf(identifier: string): string {
  return identifier.split('|')[0] ?? '';
}

function describe(publicIp: string, step: Step): Address | undefined {
  const input = { PublicIps: [publicIp] };
  return unlessGone(() => call<DescribeAddressesResult>(step, 'ec2', 'DescribeAddresses', input))
    ?.Addresses?.[0];
}
