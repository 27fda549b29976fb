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

/** An account whose endpoints are accepted. */
export interface AcceptedAccount {
  /** Twelve digits. */
  readonly account: string;

  /**
   * How many endpoints of the account ask for the service, 1 to 20. The deployment fails when there are fewer; of more,
   * so many are accepted, and it is not said which.
   *
   * @default 1
   */
  readonly connections?: number;

  /**
   * Anything that has not been here before makes the account's endpoints be looked for again: a template that stays the
   * same does nothing.
   *
   * @default ''
   */
  readonly revision?: string;
}

export interface AcceptConnectionsProps {
  /** `serviceId` of the service whose provider accepts. */
  readonly serviceId: string;

  /**
   * Ids of endpoints (`vpce-…`) of other apps, and endpoints of this one.
   *
   * @default - none
   */
  readonly endpoints?: readonly (string | IEndpointConstruct)[];

  /**
   * Accounts whose endpoints are accepted that ask at the time of the deployment, each by its id or with how many they
   * are. An endpoint that is in `endpoints` too is rejected when it goes from either. Endpoints that ask later wait until `revision` changes; a service of `allowedPrincipals` alone, without
   * `acceptanceRequired`, takes them as they come.
   *
   * @default - none
   */
  readonly accounts?: readonly (string | AcceptedAccount)[];

  /**
   * Whether an endpoint is rejected, and so cut off, once it is named no more or this construct is gone.
   *
   * @default true
   */
  readonly rejectWhenRemoved?: boolean;
}

const connectionsMax = 20;

/**
 * Accepts endpoints for a service, for which CloudFormation has no resource, by calls of the API. What is accepted
 * already stays as it is. The API says nothing of endpoints that it could not accept but in its answer, so each
 * acceptance is looked at again: when an endpoint is not connected then, the deployment fails and is rolled back.
 * @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_AcceptVpcEndpointConnections.html
 */
export class AcceptConnections extends Construct {
  readonly #props: AcceptConnectionsProps;

  constructor(scope: Construct, id: string, props: AcceptConnectionsProps) {
    super(scope, id);
    this.#props = props;
    const { endpoints = [], accounts = [] } = props;
    const named = new Map(endpoints.map((endpoint) => [nameOf(this, endpoint), idOf(endpoint)]));
    if (named.size !== endpoints.length) {
      throw new InvalidUsage(this, 'an endpoint is named twice.', 'Expected each once.');
    }
    if (endpoints.length + accounts.length === 0) {
      throw new InvalidUsage(this, 'nothing is named.', 'Expected endpoints, accounts or both.');
    }
    // One resource each, called by what it is for: another one's removal is nothing to it.
    for (const [name, vpcEndpointId] of named) this.#accept(name, vpcEndpointId, [vpcEndpointId]);
    for (const account of accountsOf(this, accounts)) this.#acceptFrom(account);
  }

  /** Finds endpoints of the account; what is not found has no id, and to ask for that fails. */
  #acceptFrom({ account, connections = 1, revision = '' }: AcceptedAccount): void {
    const { serviceId } = this.#props;
    const paths = Array.from({ length: connections }, (_, index) => pathOf(index));
    const asking = {
      'vpc-endpoint-owner': [account],
      'vpc-endpoint-state': ['pendingAcceptance', ...connected],
    };
    const found = new AwsCustomResource(this, `Found${account}`, {
      resourceType: 'Custom::AWS',
      onUpdate: {
        ...this.#look(asking),
        outputPaths: paths,
        physicalResourceId: PhysicalResourceId.of([serviceId, account, connections, revision].join('/')),
      },
      installLatestAwsSdk: false,
      policy: mayLook(),
    });
    this.#accept(
      account,
      account,
      paths.map((path) => found.getResponseField(path)),
    );
  }

  /** @param subject what tells this resource from others of the service */
  #accept(name: string, subject: string, vpcEndpointIds: readonly string[]): void {
    const { serviceId, rejectWhenRemoved = true } = this.#props;
    const call = (action: string): AwsSdkCall => ({
      service: 'EC2',
      action,
      parameters: { ServiceId: serviceId, VpcEndpointIds: vpcEndpointIds },
      // With another service or endpoint it is another resource, and the former one is rejected.
      physicalResourceId: PhysicalResourceId.of(`${serviceId}/${subject}`),
    });
    const acceptance = new AwsCustomResource(this, name, {
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
      policy: mayAccept(this, serviceId, rejectWhenRemoved),
    });
    this.#verify(name, vpcEndpointIds).node.addDependency(acceptance);
  }

  /** Fails unless as many are connected: its physical id is that of the last one. */
  #verify(name: string, vpcEndpointIds: readonly string[]): AwsCustomResource {
    return new AwsCustomResource(this, `${name}Connected`, {
      resourceType: 'Custom::AWS',
      onUpdate: {
        ...this.#look({ 'vpc-endpoint-id': vpcEndpointIds, 'vpc-endpoint-state': connected }),
        outputPaths: ['VpcEndpointConnections.0.VpcEndpointState'],
        physicalResourceId: PhysicalResourceId.fromResponse(pathOf(vpcEndpointIds.length - 1)),
      },
      installLatestAwsSdk: false,
      policy: mayLook(),
    });
  }

  #look(filters: Readonly<Record<string, readonly string[]>>): AwsSdkCall {
    const all = Object.entries({ 'service-id': [this.#props.serviceId], ...filters });
    return {
      service: 'EC2',
      action: 'describeVpcEndpointConnections',
      parameters: { Filters: all.map(([Name, Values]) => ({ Name, Values })) },
    };
  }
}

/** States of an endpoint that is accepted. */
const connected = ['pending', 'available'];

function pathOf(index: number): string {
  return `VpcEndpointConnections.${index}.VpcEndpointId`;
}

/** The call has no permissions for single resources. */
function mayLook(): AwsCustomResourcePolicy {
  const statement = { actions: ['ec2:DescribeVpcEndpointConnections'], resources: ['*'] };
  return AwsCustomResourcePolicy.fromStatements([new PolicyStatement(statement)]);
}

function mayAccept(scope: Construct, serviceId: string, rejectWhenRemoved: boolean): AwsCustomResourcePolicy {
  const service = { service: 'ec2', resource: 'vpc-endpoint-service', resourceName: serviceId };
  return AwsCustomResourcePolicy.fromStatements([
    new PolicyStatement({
      actions: [
        'ec2:AcceptVpcEndpointConnections',
        ...(rejectWhenRemoved ? ['ec2:RejectVpcEndpointConnections'] : []),
      ],
      resources: [Stack.of(scope).formatArn(service)],
    }),
  ]);
}

function accountsOf(
  scope: Construct,
  given: readonly (string | AcceptedAccount)[],
): readonly AcceptedAccount[] {
  const accounts = given.map((each) => (typeof each === 'string' ? { account: each } : each));
  if (new Set(accounts.map(({ account }) => account)).size < accounts.length) {
    throw new InvalidUsage(
      scope,
      'an account is named twice.',
      'Expected each once, with how many endpoints it has.',
    );
  }
  for (const { account, connections = 1 } of accounts) {
    if (!/^\d{12}$/.test(account)) {
      throw new InvalidUsage(
        scope,
        `${JSON.stringify(account)} is not the id of an account.`,
        'Expected twelve digits.',
      );
    }
    if (!Number.isInteger(connections) || connections < 1 || connections > connectionsMax) {
      throw new InvalidUsage(
        scope,
        `${connections} connections of ${account} are given.`,
        `Expected a whole number from 1 to ${connectionsMax}.`,
      );
    }
  }
  return accounts;
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
