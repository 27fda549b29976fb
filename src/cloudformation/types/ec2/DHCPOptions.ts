import type { CreateDhcpOptionsResult, DescribeDhcpOptionsResult } from '@aws-sdk/client-ec2';
import type { EC2DHCPOptions } from '../../generated/properties.ts';
import { answered, call, unlessGone } from '../shared/call.ts';
import { resourceType } from '../shared/define.ts';
import { changeEc2Tags, ownTags, tagSpecifications } from '../shared/tags.ts';

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ec2-dhcpoptions.html */
export const DHCPOptions = resourceType<EC2DHCPOptions>({
  name: 'AWS::EC2::DHCPOptions',
  honours: [...Object.keys(optionNames()), 'Tags'],
  create(properties, step) {
    const given = configurationsOf(properties);
    const { DhcpOptions } = call<CreateDhcpOptionsResult>(step, 'ec2', 'CreateDhcpOptions', {
      DhcpConfigurations: given,
      TagSpecifications: tagSpecifications('dhcp-options', properties.Tags, step),
    });
    return answered(DhcpOptions?.DhcpOptionsId);
  },
  update(id, before, after, step) {
    changeEc2Tags(id, before.Tags, after.Tags, step);
    return undefined;
  },
  delete(DhcpOptionsId, _, step) {
    unlessGone(() => call(step, 'ec2', 'DeleteDhcpOptions', { DhcpOptionsId }));
  },
  attributes: (id) => ({ DhcpOptionsId: id }),
  read(id, properties, step) {
    const input = { DhcpOptionsIds: [id] };
    const found = unlessGone(() => call<DescribeDhcpOptionsResult>(step, 'ec2', 'DescribeDhcpOptions', input))
      ?.DhcpOptions?.[0];
    if (!found) return undefined;
    const values = (key: string) =>
      found.DhcpConfigurations?.find(({ Key }) => Key === key)?.Values?.map(({ Value = '' }) => Value);
    return {
      DomainName: values('domain-name')?.[0],
      DomainNameServers: values('domain-name-servers'),
      NtpServers: values('ntp-servers'),
      NetbiosNameServers: values('netbios-name-servers'),
      NetbiosNodeType: numberOf(values('netbios-node-type')?.[0]),
      Ipv6AddressPreferredLeaseTime: numberOf(values('ipv6-address-preferred-lease-time')?.[0]),
      Tags: ownTags(found.Tags, properties.Tags, step),
    };
  },
});

/** What the API calls the properties. */
function optionNames() {
  return {
    DomainName: 'domain-name',
    DomainNameServers: 'domain-name-servers',
    NtpServers: 'ntp-servers',
    NetbiosNameServers: 'netbios-name-servers',
    NetbiosNodeType: 'netbios-node-type',
    Ipv6AddressPreferredLeaseTime: 'ipv6-address-preferred-lease-time',
  } as const satisfies Partial<Record<keyof EC2DHCPOptions, string>>;
}

function configurationsOf(properties: EC2DHCPOptions) {
  return Object.entries(optionNames()).flatMap(([name, Key]) => {
    // The names are the type's own.
    const value = properties[name as keyof ReturnType<typeof optionNames>];
    return value === undefined ? [] : [{ Key, Values: [value].flat().map(String) }];
  });
}

function numberOf(text: string | undefined): number | undefined {
  return text === undefined ? undefined : Number(text);
}
