import { Endpoint, type EndpointServiceDetails } from '@postern/cdk-privatelink';
import { CfnOutput, Stack, type StackProps } from 'aws-cdk-lib';
import { CfnInstance, IpAddresses, MachineImage, Peer, SubnetType, Vpc } from 'aws-cdk-lib/aws-ec2';
import type { Construct } from 'constructs';

export interface ConsumerStackProps extends StackProps {
  /** What the provider's stack has handed over. */
  readonly service: EndpointServiceDetails;
  /**
   * Whose connections the endpoint lets in.
   *
   * @default - the whole VPC
   */
  readonly clients?: readonly string[] | undefined;
  /**
   * Zone ids by this account's names of zones.
   *
   * @default - AWS compares the zones of both sides at deployment
   */
  readonly zoneIds?: Readonly<Record<string, string>> | undefined;
  /**
   * The image of the clients.
   *
   * @default - Amazon Linux 2023
   */
  readonly ami?: string | undefined;
}

/** A client in each of two zones, with the very addresses of the provider's servers, and an endpoint for them. */
export class ConsumerStack extends Stack {
  readonly endpoint: Endpoint;

  constructor(scope: Construct, id: string, props: ConsumerStackProps) {
    super(scope, id, props);
    const cidr = '10.0.0.0/16';
    const vpc = new Vpc(this, 'Vpc', {
      ipAddresses: IpAddresses.cidr(cidr),
      maxAzs: 2,
      natGateways: 0,
      subnetConfiguration: [{ name: 'Isolated', subnetType: SubnetType.PRIVATE_ISOLATED, cidrMask: 24 }],
    });
    this.endpoint = new Endpoint(this, 'Shop', {
      vpc,
      service: props.service,
      sources: (props.clients ?? [cidr]).map((range) => Peer.ipv4(range)),
      ...(props.zoneIds === undefined ? {} : { zoneIds: props.zoneIds }),
    });
    const imageId = props.ami ?? MachineImage.latestAmazonLinux2023().getImage(this).imageId;
    for (const [index, subnet] of vpc.isolatedSubnets.entries()) {
      const client = new CfnInstance(this, `Client${index}`, {
        imageId,
        instanceType: 't3.micro',
        subnetId: subnet.subnetId,
        privateIpAddress: `10.0.${index}.10`,
      });
      new CfnOutput(this, `ClientId${index}`, { value: client.ref });
    }
    new CfnOutput(this, 'EndpointId', { value: this.endpoint.vpcEndpointId });
  }
}
