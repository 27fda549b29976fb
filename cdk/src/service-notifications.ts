import { Stack } from 'aws-cdk-lib';
import { CfnVPCEndpointConnectionNotification } from 'aws-cdk-lib/aws-ec2';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';

/** What happens to an endpoint of a service. */
export type ConnectionEvent = 'Connect' | 'Accept' | 'Reject' | 'Delete';

/**
 * Tells a topic what happens to the endpoints of a service, and lets PrivateLink publish to it.
 * @see https://docs.aws.amazon.com/vpc/latest/privatelink/create-notification-endpoint-service.html
 */
export class ServiceNotifications extends Construct {
  constructor(
    scope: Construct,
    id: string,
    serviceId: string,
    topic: ITopic,
    events: readonly ConnectionEvent[] = ['Connect', 'Accept', 'Reject', 'Delete'],
  ) {
    super(scope, id);
    const stack = Stack.of(this);
    const source = stack.formatArn({
      service: 'ec2',
      resource: 'vpc-endpoint-service',
      // A stack that the service's own one needs cannot name the service.
      resourceName: Stack.of(topic) === stack ? serviceId : '*',
    });
    const { statementAdded, policyDependable } = topic.addToResourcePolicy(
      new PolicyStatement({
        sid: `PrivateLink${this.node.addr}`,
        principals: [new ServicePrincipal('vpce.amazonaws.com')],
        actions: ['sns:Publish'],
        resources: [topic.topicArn],
        conditions: {
          StringEquals: { 'aws:SourceAccount': stack.account },
          ArnLike: { 'aws:SourceArn': source },
        },
      }),
    );
    const notification = new CfnVPCEndpointConnectionNotification(this, 'Notification', {
      serviceId,
      connectionNotificationArn: topic.topicArn,
      connectionEvents: [...events],
    });
    // PrivateLink tries whether it may publish. The policy of a topic of elsewhere is not ours to write.
    if (statementAdded && policyDependable !== undefined) notification.node.addDependency(policyDependable);
  }
}
