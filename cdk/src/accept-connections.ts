import { Stack, Token } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import {
  AwsCustomResource,
  AwsCustomResourcePolicy,
  type AwsSdkCall,
  PhysicalResourceId,
} from 'aws-cdk-lib/custom-resources';
import { Construct, type IConstruct } from 'constructs';
import { InvalidUsage } from './invalid-usage.ts';

/** An endpoint of the same app: an `Endpoint` or an `ec2.InterfaceVpcEndpoint`. */
export interface IEndpointConstruct extends IConstruct {
  readonly vpcEndpointId: string;
}

export interface AcceptConnectionsProps {
  /** `serviceId` of the service whose provider accepts. */
  readonly serviceId: string;

  /** Ids of endpoints (`vpce-…`) of other apps, and endpoints of this one. */
  readonly endpoints: readonly (string | IEndpointConstruct)[];

  /**
   * Whether an endpoint is rejected, and so cut off, once it is named no more or this construct is gone.
   *
   * @default true
   */
  readonly rejectWhenRemoved?: boolean;
}

/**
 * Accepts endpoints for a service, for which CloudFormation has no resource, by calls of the API. What is accepted
 * already stays as it is. An endpoint that does not ask for the service is left alone; AWS does not fail for it.
 * @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_AcceptVpcEndpointConnections.html
 */
export class AcceptConnections extends Construct {
  constructor(scope: Construct, id: string, props: AcceptConnectionsProps) {
    super(scope, id);
    const named = new Map(props.endpoints.map((endpoint) => [nameOf(this, endpoint), idOf(endpoint)]));
    if (named.size !== props.endpoints.length) {
      throw new InvalidUsage(this, 'an endpoint is named twice.', 'Expected each once.');
    }
    // One resource each, called by what it is for: another one's removal is nothing to it.
    for (const [name, vpcEndpointId] of named) this.#accept(name, vpcEndpointId, props);
  }

  #accept(
    name: string,
    vpcEndpointId: string,
    { serviceId, rejectWhenRemoved = true }: AcceptConnectionsProps,
  ): void {
    const call = (action: string): AwsSdkCall => ({
      service: 'EC2',
      action,
      parameters: { ServiceId: serviceId, VpcEndpointIds: [vpcEndpointId] },
      // With another service or endpoint it is another resource, and the former one is rejected.
      physicalResourceId: PhysicalResourceId.of(`${serviceId}/${vpcEndpointId}`),
    });
    new AwsCustomResource(this, name, {
      resourceType: 'Custom::AWS',
      onUpdate: call('acceptVpcEndpointConnections'),
      ...(rejectWhenRemoved
        ? {
            onDelete: {
              ...call('rejectVpcEndpointConnections'),
              ignoreErrorCodesMatching: 'InvalidVpcEndpoint(ServiceId|Id|Service)?\\.NotFound',
            },
          }
        : {}),
      installLatestAwsSdk: false,
      policy: AwsCustomResourcePolicy.fromStatements([
        new PolicyStatement({
          actions: [
            'ec2:AcceptVpcEndpointConnections',
            ...(rejectWhenRemoved ? ['ec2:RejectVpcEndpointConnections'] : []),
          ],
          resources: [
            Stack.of(this).formatArn({
              service: 'ec2',
              resource: 'vpc-endpoint-service',
              resourceName: serviceId,
            }),
          ],
        }),
      ]),
    });
  }
}

function nameOf(scope: Construct, endpoint: string | IEndpointConstruct): string {
  if (typeof endpoint !== 'string') return endpoint.node.addr;
  if (/^vpce-[0-9a-f]+$/.test(endpoint)) return endpoint;
  throw new InvalidUsage(
    scope,
    Token.isUnresolved(endpoint)
      ? 'the id of an endpoint that is yet to be made is given.'
      : `${JSON.stringify(endpoint)} is not the id of an endpoint.`,
    Token.isUnresolved(endpoint)
      ? 'Expected the endpoint itself, or an id such as vpce-0123456789abcdef0.'
      : 'Expected an id such as vpce-0123456789abcdef0.',
  );
}

function idOf(endpoint: string | IEndpointConstruct): string {
  return typeof endpoint === 'string' ? endpoint : endpoint.vpcEndpointId;
}
