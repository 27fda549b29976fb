/**
 * Writes `docs/operations.md`: every operation with the parameters that it honours, by service.
 * With `--check` fails when the committed page is stale.
 */
import { join } from 'node:path';
import { operations } from '../src/operations/generated/registry.ts';
import { loadServices } from '../src/wire/service.ts';
import { writeOrCheck } from './generated-file.ts';

const titles: Readonly<Record<string, string>> = {
  acm: 'Certificate Manager',
  cloudformation: 'CloudFormation',
  cloudtrail: 'CloudTrail',
  ec2: 'EC2',
  ecr: 'ECR',
  elasticloadbalancing: 'Elastic Load Balancing v2',
  iam: 'IAM',
  logs: 'CloudWatch Logs',
  monitoring: 'CloudWatch',
  route53: 'Route 53',
  s3: 'S3',
  sns: 'SNS',
  ssm: 'Systems Manager Parameter Store',
  sts: 'STS',
};

const intro = `# Operations

<!-- Made by scripts/generate-operations-doc.ts (npm run generate). Do not edit. -->

Every operation that Postern has, with the parameters that it honours; a name stands for everything below it, a dot goes
one level down. A parameter of AWS's that is not listed is refused with \`UnsupportedOperation\`, never ignored. \`DryRun\`
and \`ClientToken\` work wherever AWS has them. An operation that is not here is refused with \`InvalidAction\`.
`;

writeOrCheck(join(import.meta.dirname, '../docs/operations.md'), page());

function page(): string {
  const sections = [...loadServices().values()].map(({ signingName, unavailable }) => {
    const own = operations.filter((operation) => operation.service === signingName);
    const rows = own.map(
      (operation) =>
        `| ${operation.name} | ${operation.honours.map((name) => `\`${name}\``).join(', ') || '-'} |`,
    );
    const title = titles[signingName] ?? signingName;
    return [
      `## ${title}`,
      '',
      `${own.length} of AWS's ${own.length + unavailable.size} operations.`,
      '',
      '| operation | parameters |',
      '|---|---|',
      ...rows,
      '',
    ].join('\n');
  });
  return `${intro}\n${sections.join('\n')}`;
}
