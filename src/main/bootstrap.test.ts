/** The template of `cdk bootstrap`, unmodified, by the calls that the command makes. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import * as cfn from '@aws-sdk/client-cloudformation';
import { stacksBench as bench, refused, rested, type StacksBench } from './testing/stacks.ts';

const command = dirname(createRequire(import.meta.url).resolve('aws-cdk/package.json'));
const TemplateBody = readFileSync(join(command, 'lib/api/bootstrap/bootstrap-template.yaml'), 'utf8');
const StackName = 'CDKToolkit';
const bucket = 'cdk-hnb659fds-assets-111111111111-us-east-1';

function changeSet(
  ChangeSetName: string,
  ChangeSetType: cfn.ChangeSetType,
  given: Readonly<Record<string, string>>,
) {
  const Parameters = Object.entries(given).map(([ParameterKey, ParameterValue]) => ({
    ParameterKey,
    ParameterValue,
  }));
  return new cfn.CreateChangeSetCommand({
    ...{ StackName, ChangeSetName, ChangeSetType, TemplateBody, Parameters },
    Capabilities: ['CAPABILITY_NAMED_IAM'],
    ImportExistingResources: true,
  });
}

/** What the change set does, after it has been done. */
async function carryOut(b: StacksBench, command: cfn.CreateChangeSetCommand): Promise<string[]> {
  const { client } = b;
  const { Id: ChangeSetName } = await client.send(command);
  const found = await client.send(new cfn.DescribeChangeSetCommand({ ChangeSetName }));
  assert.equal(found.Status, 'CREATE_COMPLETE', found.StatusReason);
  assert.equal(found.ImportExistingResources, true);
  await client.send(new cfn.ExecuteChangeSetCommand({ ChangeSetName }));
  assert.match((await rested(b, StackName)).StackStatus ?? '', /^(CREATE|UPDATE)_COMPLETE$/);
  return (found.Changes ?? []).map(
    ({ ResourceChange: change }) => `${change?.Action} ${change?.LogicalResourceId}`,
  );
}

const managed = { FileAssetsBucketKmsKeyId: 'AWS_MANAGED_KEY' };

test('the bootstrap stack is made, does not change by itself, changes, goes, and takes its bucket over again', async () => {
  await using b = await bench();
  const { client } = b;
  const made = await carryOut(b, changeSet('first', 'CREATE', managed));
  assert.equal(made.length, 11);
  assert.ok(made.every((line) => line.startsWith('Add ')));
  const { Outputs } = await rested(b, StackName);
  const output = (key: string) => Outputs?.find(({ OutputKey }) => OutputKey === key)?.OutputValue;
  assert.equal(output('BucketName'), bucket);
  assert.equal(output('FileAssetKeyArn'), 'AWS_MANAGED_KEY');
  const { Parameter } = await b.perform('ssm', 'GetParameter', { Name: '/cdk-bootstrap/hnb659fds/version' });
  // What the operation answers.
  assert.equal((Parameter as { Value: string }).Value, output('BootstrapVersion'));

  const { Id } = await client.send(changeSet('same', 'UPDATE', managed));
  const same = await client.send(new cfn.DescribeChangeSetCommand({ ChangeSetName: Id }));
  assert.equal(same.Status, 'FAILED');
  const open = { ...managed, DenyExternalId: 'false' };
  const changed = await carryOut(b, changeSet('open', 'UPDATE', open));
  assert.ok(changed.includes('Modify DeploymentActionRole'));
  assert.ok(!changed.includes('Modify StagingBucket'));

  const { StackId = '' } = await rested(b, StackName);
  await client.send(new cfn.DeleteStackCommand({ StackName }));
  assert.equal((await rested(b, StackId)).StackStatus, 'DELETE_COMPLETE');
  const again = await carryOut(b, changeSet('again', 'CREATE', managed));
  assert.deepEqual(
    again.filter((line) => line.startsWith('Import')),
    ['Import StagingBucket'],
  );
  const { StackResources } = await client.send(new cfn.DescribeStackResourcesCommand({ StackName }));
  const staging = StackResources?.find(({ LogicalResourceId }) => LogicalResourceId === 'StagingBucket');
  assert.deepEqual([staging?.PhysicalResourceId, staging?.ResourceStatus], [bucket, 'IMPORT_COMPLETE']);
});

test('what belongs to another stack is not taken over, and fails as it would without', async () => {
  await using b = await bench();
  await carryOut(b, changeSet('first', 'CREATE', managed));
  const other = { ...changeSet('x', 'CREATE', managed).input, StackName: 'Other' };
  const { Id: ChangeSetName } = await b.client.send(new cfn.CreateChangeSetCommand(other));
  const { Changes } = await b.client.send(new cfn.DescribeChangeSetCommand({ ChangeSetName }));
  assert.ok(Changes?.every(({ ResourceChange: change }) => change?.Action === 'Add'));
  await b.client.send(new cfn.ExecuteChangeSetCommand({ ChangeSetName }));
  assert.equal((await rested(b, 'Other')).StackStatus, 'ROLLBACK_COMPLETE');
  await b.perform('s3', 'HeadBucket', { Bucket: bucket });
});

test('keys of customers are refused when the change set is made, and nothing else that is not asked for', async () => {
  await using b = await bench();
  const before = b.server.state.revision;
  assert.match(
    await refused(b.client.send(changeSet('key', 'CREATE', {}))),
    /^ValidationError: .*Unrecognized resource types: \[AWS::KMS::Key, AWS::KMS::Alias\]/,
  );
  const FileAssetsBucketKmsKeyId = 'arn:aws:kms:us-east-1:111111111111:key/1';
  assert.match(
    await refused(b.client.send(changeSet('key', 'CREATE', { FileAssetsBucketKmsKeyId }))),
    /^ValidationError: .*StagingBucket: The property BucketEncryption\..*KMSMasterKeyID of AWS::S3::Bucket is not supported/,
  );
  assert.equal(b.server.state.revision, before);
});

test('what was taken over stays when the creation is rolled back', async () => {
  await using b = await bench();
  await b.perform('s3', 'CreateBucket', { Bucket: bucket });
  await b.perform('ecr', 'CreateRepository', {
    repositoryName: 'cdk-hnb659fds-container-assets-111111111111-us-east-1',
  });
  const { Id: ChangeSetName } = await b.client.send(changeSet('first', 'CREATE', managed));
  await b.client.send(new cfn.ExecuteChangeSetCommand({ ChangeSetName, RetainExceptOnCreate: true }));
  assert.equal((await rested(b, StackName)).StackStatus, 'ROLLBACK_COMPLETE');
  const { StackEvents } = await b.client.send(new cfn.DescribeStackEventsCommand({ StackName }));
  const states = StackEvents?.map((event) => `${event.LogicalResourceId} ${event.ResourceStatus}`) ?? [];
  assert.ok(states.includes('StagingBucket IMPORT_COMPLETE'));
  assert.ok(states.includes('ContainerAssetsRepository CREATE_FAILED'));
  assert.ok(states.includes('StagingBucket DELETE_SKIPPED'));
  await b.perform('s3', 'HeadBucket', { Bucket: bucket });
});
