import { CfnOutput, Duration, Stack } from 'aws-cdk-lib';
import type { VpcEndpointService } from 'aws-cdk-lib/aws-ec2';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { type IPublicHostedZone, TxtRecord } from 'aws-cdk-lib/aws-route53';
import {
  AwsCustomResource,
  AwsCustomResourcePolicy,
  type AwsSdkCall,
  PhysicalResourceId,
} from 'aws-cdk-lib/custom-resources';
import { Construct } from 'constructs';
import { checkDomainName } from './endpoint-service-details.ts';
import { InvalidUsage } from './invalid-usage.ts';

/** The private DNS name of a service, and the proof that its domain is the provider's. */
export interface PrivateDnsNameProps {
  /**
   * A name in lower case, of which `*` may be the first label.
   *
   * @default - the service's `domainName`
   */
  readonly name?: string;

  /**
   * The public zone in which the record that proves it is put up. It may be the name's own or one above.
   *
   * @default - none: the record is an output, for whoever has the zone; afterwards somebody has to call
   * StartVpcEndpointServicePrivateDnsVerification
   */
  readonly hostedZone?: IPublicHostedZone;
}

/**
 * Gives a service its private DNS name, for which CloudFormation has no property, by calls of the API.
 * @see https://docs.aws.amazon.com/vpc/latest/privatelink/manage-dns-names.html
 */
export class ServicePrivateDnsName extends Construct {
  constructor(
    scope: Construct,
    id: string,
    service: VpcEndpointService,
    name: string,
    hostedZone: IPublicHostedZone | undefined,
  ) {
    super(scope, id);
    checkDomainName(scope, 'privateDnsName', name);
    const base = name.replace(/^\*\./, '');
    if (
      hostedZone !== undefined &&
      base !== hostedZone.zoneName &&
      !base.endsWith(`.${hostedZone.zoneName}`)
    ) {
      throw new InvalidUsage(
        scope,
        `the private DNS name ${name} is not in the zone ${hostedZone.zoneName}.`,
        `Expected the public zone of ${base} or of a domain above it.`,
      );
    }
    const named = this.#call('Name', service, name, {
      onUpdate: modify({ PrivateDnsName: name }),
      onDelete: modify({ RemovePrivateDnsName: true }),
    });
    const record = this.#call('Record', service, name, {
      onUpdate: {
        service: 'EC2',
        action: 'describeVpcEndpointServiceConfigurations',
        parameters: { ServiceIds: [service.vpcEndpointServiceId] },
        outputPaths: [path('Name'), path('Value')],
      },
    });
    record.node.addDependency(named);
    const text = {
      name: record.getResponseField(path('Name')),
      value: record.getResponseField(path('Value')),
    };
    if (hostedZone === undefined) {
      new CfnOutput(this, 'RecordName', {
        value: `${text.name}.${base}`,
        description: 'TXT record to put up',
      });
      new CfnOutput(this, 'RecordValue', { value: text.value, description: 'What the TXT record says' });
      return;
    }
    const proof = new TxtRecord(this, 'Proof', {
      zone: hostedZone,
      recordName: `${text.name}.${base}.`,
      values: [text.value],
      ttl: Duration.minutes(30),
    });
    const verified = this.#call('Verification', service, name, {
      onUpdate: {
        service: 'EC2',
        action: 'startVpcEndpointServicePrivateDnsVerification',
        parameters: { ServiceId: service.vpcEndpointServiceId },
      },
    });
    verified.node.addDependency(proof);

    function modify(parameters: Readonly<Record<string, unknown>>): AwsSdkCall {
      return {
        service: 'EC2',
        action: 'modifyVpcEndpointServiceConfiguration',
        parameters: { ServiceId: service.vpcEndpointServiceId, ...parameters },
      };
    }
  }

  #call(
    id: string,
    service: VpcEndpointService,
    name: string,
    { onUpdate, onDelete }: { readonly onUpdate: AwsSdkCall; readonly onDelete?: AwsSdkCall },
  ): AwsCustomResource {
    const { action } = onUpdate;
    const isDescription = action.startsWith('describe');
    return new AwsCustomResource(this, id, {
      // A new name is to be looked up and verified anew, so it is part of those ids. What has to be undone keeps its id:
      // CloudFormation would undo it for the former one after it was done for the new one.
      onUpdate: {
        ...onUpdate,
        physicalResourceId: PhysicalResourceId.of(onDelete === undefined ? `${id}-${name}` : id),
      },
      ...(onDelete === undefined
        ? {}
        : { onDelete: { ...onDelete, ignoreErrorCodesMatching: 'InvalidVpcEndpointServiceId\\.NotFound' } }),
      installLatestAwsSdk: false,
      policy: AwsCustomResourcePolicy.fromStatements([
        new PolicyStatement({
          actions: [`ec2:${action.charAt(0).toUpperCase()}${action.slice(1)}`],
          // Descriptions know no resources.
          resources: [
            isDescription
              ? '*'
              : Stack.of(this).formatArn({
                  service: 'ec2',
                  resource: 'vpc-endpoint-service',
                  resourceName: service.vpcEndpointServiceId,
                }),
          ],
        }),
      ]),
    });
  }
}

function path(member: string): string {
  return `ServiceConfigurations.0.PrivateDnsNameConfiguration.${member}`;
}
