import { AcceptConnections, AllowedPrincipal, EndpointService } from '@postern/cdk-privatelink';
import { Duration, Fn, Stack, type StackProps } from 'aws-cdk-lib';
import {
  CfnInstance,
  IpAddresses,
  MachineImage,
  Port,
  SecurityGroup,
  SubnetType,
  Vpc,
} from 'aws-cdk-lib/aws-ec2';
import { InstanceIdTarget } from 'aws-cdk-lib/aws-elasticloadbalancingv2-targets';
import type { Construct } from 'constructs';

export interface ProviderStackProps extends StackProps {
  /** Accounts that may ask for the service. */
  readonly consumers: readonly string[];
  /** Ids of endpoints that are accepted. */
  readonly accepted: readonly string[];
  /**
   * The image of the servers.
   *
   * @default - Amazon Linux 2023
   */
  readonly ami?: string | undefined;
}

/** A web server in each of two zones, and an endpoint service in front of them. */
export class ProviderStack extends Stack {
  readonly service: EndpointService;

  constructor(scope: Construct, id: string, props: ProviderStackProps) {
    super(scope, id, props);
    const vpc = new Vpc(this, 'Vpc', {
      ipAddresses: IpAddresses.cidr('10.0.0.0/16'),
      maxAzs: 2,
      natGateways: 0,
      subnetConfiguration: [{ name: 'Isolated', subnetType: SubnetType.PRIVATE_ISOLATED, cidrMask: 24 }],
    });
    const group = new SecurityGroup(this, 'Servers', { vpc });
    const imageId = props.ami ?? MachineImage.latestAmazonLinux2023().getImage(this).imageId;
    const servers = vpc.isolatedSubnets.map(
      (subnet, index) =>
        new CfnInstance(this, `Server${index}`, {
          imageId,
          instanceType: 't3.micro',
          subnetId: subnet.subnetId,
          privateIpAddress: `10.0.${index}.10`,
          securityGroupIds: [group.securityGroupId],
          userData: Fn.base64(server(subnet.availabilityZone)),
        }),
    );
    this.service = new EndpointService(this, 'Shop', {
      loadBalancer: {
        vpc,
        // Each zone is served by its own server, so that clients can see which way they went.
        crossZone: false,
        listeners: [
          {
            port: 80,
            targetPort: 8080,
            targets: servers.map(({ ref }) => new InstanceIdTarget(ref)),
            healthCheck: {
              interval: Duration.seconds(5),
              timeout: Duration.seconds(2),
              healthyThresholdCount: 2,
            },
          },
        ],
      },
      domainName: 'shop.example.com',
      allowedPrincipals: AllowedPrincipal.accounts(props.consumers),
    });
    this.service.allowTo(group, Port.tcp(8080));
    if (props.accepted.length > 0) {
      new AcceptConnections(this, 'Accept', { serviceId: this.service.serviceId, endpoints: props.accepted });
    }
  }
}

/** Says on port 8080 in which zone it is, and who answers whom. Either Node or Python is there. */
function server(zone: string): string {
  return `#!/bin/sh
if command -v node >/dev/null; then
  exec node -e '
require("http").createServer(({ socket }, answer) =>
  answer.end("hello from ${zone}: " + socket.localAddress + " answers " + socket.remoteAddress + "\\n")
).listen(8080, "0.0.0.0")'
fi
exec python3 -c '
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
class Hello(BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200)
        self.end_headers()
        here, there = self.connection.getsockname()[0], self.client_address[0]
        self.wfile.write(f"hello from ${zone}: {here} answers {there}\\n".encode())
ThreadingHTTPServer(("", 8080), Hello).serve_forever()'
`;
}
