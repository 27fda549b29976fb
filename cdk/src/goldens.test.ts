/**
 * Each file in `goldens/` is the template of a stack, as a whole. `POSTERN_REWRITE_GOLDENS=1` writes them anew
 * (`npm run format` afterwards); commit only a difference that you can explain.
 */
import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { type App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { SecurityGroup } from 'aws-cdk-lib/aws-ec2';
import { PublicHostedZone } from 'aws-cdk-lib/aws-route53';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { ConsumerStack } from '../../examples/cdk/consumer/consumer-stack.ts';
import { ProviderStack } from '../../examples/cdk/provider/provider-stack.ts';
import { AcceptConnections } from './accept-connections.ts';
import { AllowedPrincipal } from './allowed-principal.ts';
import { EndpointService } from './endpoint-service.ts';
import { consumer, isolatedVpc, makeApp, provider, shop, web } from './testing/stacks.ts';

const stacks: Readonly<Record<string, (app: App) => Stack>> = {
  'example-provider': (app) =>
    new ProviderStack(app, 'Provider', {
      env: provider,
      consumers: [consumer.account],
      accepted: ['vpce-0123456789abcdef0'],
    }),
  'example-consumer': (app) => new ConsumerStack(app, 'Consumer', { env: consumer, service: shop }),
  'everything-of-a-service': (app) => {
    const stack = new Stack(app, 'Provider', { env: provider });
    const vpc = isolatedVpc(stack);
    const service = new EndpointService(stack, 'Shop', {
      loadBalancer: {
        vpc,
        listeners: [web],
        crossZone: false,
        deletionProtection: true,
        securityGroups: [new SecurityGroup(stack, 'Group', { vpc })],
      },
      acceptanceRequired: false,
      allowedPrincipals: [AllowedPrincipal.anyone()],
      domainName: 'shop.example.com',
      privateDnsName: { hostedZone: new PublicHostedZone(stack, 'Zone', { zoneName: 'example.com' }) },
      supportedRegions: ['eu-west-1'],
      notificationTopic: new Topic(stack, 'Topic'),
      alarms: {},
      outputName: 'Public',
    });
    new AcceptConnections(stack, 'Accept', {
      serviceId: service.serviceId,
      endpoints: ['vpce-0123456789abcdef0'],
    });
    return stack;
  },
};

describe('The template', () => {
  for (const [name, make] of Object.entries(stacks)) {
    it(`is the one written in goldens/${name}.json`, () => {
      const template = Template.fromStack(make(makeApp())).toJSON();
      // The names of assets change with every version of the CDK.
      const text = `${JSON.stringify(template, undefined, 2).replaceAll(/[0-9a-f]{64}/g, '<hash>')}\n`;
      const file = new URL(`goldens/${name}.json`, import.meta.url);
      mkdirSync(new URL('.', file), { recursive: true });
      if (process.env.POSTERN_REWRITE_GOLDENS === '1') writeFileSync(file, text);
      else assert.deepEqual(JSON.parse(text), JSON.parse(readFileSync(file, 'utf8')));
    });
  }
});
