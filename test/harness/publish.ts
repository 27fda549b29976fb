/** The provider's side of a scene: a load balancer over its servers, and an endpoint service. */
import {
  CreateVpcEndpointServiceConfigurationCommand,
  ModifyVpcEndpointServicePermissionsCommand,
} from '@aws-sdk/client-ec2';
import {
  CreateListenerCommand,
  CreateLoadBalancerCommand,
  CreateTargetGroupCommand,
  RegisterTargetsCommand,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { type Network, nodeAddresses, type PublishedService, required } from '../../src/demo/world.ts';

export interface Service extends PublishedService {
  readonly targetGroupArn: string;
}

/** A load balancer in both zones with a listener on 80, behind it the servers on 8080, and an endpoint service over it. */
export async function publish(
  provider: Network,
  servers: readonly string[],
  acceptance: 'required' | 'automatic' = 'required',
): Promise<Service> {
  const { LoadBalancers } = await provider.elb.send(
    new CreateLoadBalancerCommand({
      Name: 'shop',
      Type: 'network',
      Scheme: 'internal',
      Subnets: [...provider.subnetIds],
    }),
  );
  const balancer = required(LoadBalancers?.[0]);
  const { TargetGroups } = await provider.elb.send(
    new CreateTargetGroupCommand({
      Name: 'servers',
      Protocol: 'TCP',
      Port: 8080,
      TargetType: 'ip',
      VpcId: provider.vpcId,
    }),
  );
  const TargetGroupArn = required(TargetGroups?.[0]?.TargetGroupArn);
  await provider.elb.send(
    new RegisterTargetsCommand({ TargetGroupArn, Targets: servers.map((Id) => ({ Id })) }),
  );
  await provider.elb.send(
    new CreateListenerCommand({
      LoadBalancerArn: required(balancer.LoadBalancerArn),
      Protocol: 'TCP',
      Port: 80,
      DefaultActions: [{ Type: 'forward', TargetGroupArn }],
    }),
  );
  const { ServiceConfiguration } = await provider.ec2.send(
    new CreateVpcEndpointServiceConfigurationCommand({
      NetworkLoadBalancerArns: [required(balancer.LoadBalancerArn)],
      AcceptanceRequired: acceptance === 'required',
    }),
  );
  return {
    serviceId: required(ServiceConfiguration?.ServiceId),
    serviceName: required(ServiceConfiguration?.ServiceName),
    targetGroupArn: TargetGroupArn,
    nodeAddresses: await nodeAddresses(provider),
  };
}

/** Lets an account ask for the service. */
export async function permit(provider: Network, service: Service, accountId: string): Promise<void> {
  await provider.ec2.send(
    new ModifyVpcEndpointServicePermissionsCommand({
      ServiceId: service.serviceId,
      AddAllowedPrincipals: [`arn:aws:iam::${accountId}:root`],
    }),
  );
}
