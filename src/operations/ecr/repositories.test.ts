import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as ecr from '@aws-sdk/client-ecr';
import { makeUser, outcome } from '../../server/testing/identities.ts';
import { startIdentityServer } from '../../server/testing/identity-server.ts';

const rules = {
  rules: [{ rulePriority: 1, selection: { tagStatus: 'untagged' }, action: { type: 'expire' } }],
};
const policyText = JSON.stringify({
  Version: '2012-10-17',
  Statement: [
    { Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'ecr:BatchGetImage' },
  ],
});

test('a repository is made, described, given policies and tags, and deleted', async () => {
  await using server = await startIdentityServer();
  const settings = { endpoint: server.url, region: 'us-east-1', maxAttempts: 1 };
  const client = new ecr.ECRClient({ ...settings, credentials: server.root });
  const repositoryName = 'cdk-assets/images';
  const create = new ecr.CreateRepositoryCommand({
    ...{ repositoryName, imageTagMutability: 'IMMUTABLE', imageScanningConfiguration: { scanOnPush: true } },
    tags: [{ Key: 'a', Value: '1' }],
  });
  const made = (await client.send(create)).repository;
  const arn = `arn:aws:ecr:us-east-1:111111111111:repository/${repositoryName}`;
  assert.deepEqual([made?.repositoryArn, made?.imageTagMutability], [arn, 'IMMUTABLE']);
  assert.equal(await outcome(client.send(create)), '400 RepositoryAlreadyExistsException');
  const bad = new ecr.CreateRepositoryCommand({ repositoryName: 'Upper' });
  assert.equal(await outcome(client.send(bad)), '400 InvalidParameterException');
  const { repositories } = await client.send(new ecr.DescribeRepositoriesCommand({}));
  assert.deepEqual(
    repositories?.map((each) => each.repositoryName),
    [repositoryName],
  );
  const none = client.send(new ecr.DescribeRepositoriesCommand({ repositoryNames: ['none'] }));
  assert.equal(await outcome(none), '400 RepositoryNotFoundException');

  const missing = client.send(new ecr.GetRepositoryPolicyCommand({ repositoryName }));
  assert.equal(await outcome(missing), '400 RepositoryPolicyNotFoundException');
  await client.send(new ecr.SetRepositoryPolicyCommand({ repositoryName, policyText }));
  const policy = await client.send(new ecr.GetRepositoryPolicyCommand({ repositoryName }));
  assert.equal(policy.policyText, policyText);
  await client.send(new ecr.DeleteRepositoryPolicyCommand({ repositoryName }));
  const lifecyclePolicyText = JSON.stringify(rules);
  await client.send(new ecr.PutLifecyclePolicyCommand({ repositoryName, lifecyclePolicyText }));
  const lifecycle = await client.send(new ecr.GetLifecyclePolicyCommand({ repositoryName }));
  assert.equal(lifecycle.lifecyclePolicyText, lifecyclePolicyText);
  const broken = new ecr.PutLifecyclePolicyCommand({ repositoryName, lifecyclePolicyText: '{"rules":[{}]}' });
  assert.equal(await outcome(client.send(broken)), '400 InvalidParameterException');

  await client.send(new ecr.TagResourceCommand({ resourceArn: arn, tags: [{ Key: 'b', Value: '2' }] }));
  await client.send(new ecr.UntagResourceCommand({ resourceArn: arn, tagKeys: ['a'] }));
  const { tags } = await client.send(new ecr.ListTagsForResourceCommand({ resourceArn: arn }));
  assert.deepEqual(tags, [{ Key: 'b', Value: '2' }]);

  const other = new ecr.ECRClient({ ...settings, credentials: server.otherRoot });
  const theirs = other.send(
    new ecr.DescribeRepositoriesCommand({ registryId: '111111111111', repositoryNames: [repositoryName] }),
  );
  assert.equal(await outcome(theirs), '400 RepositoryNotFoundException');
  const user = await makeUser(server.as(server.root), 'ann', {
    Effect: 'Allow',
    Action: 'ecr:Describe*',
    Resource: arn,
  });
  const ann = new ecr.ECRClient({ ...settings, credentials: user });
  const named = new ecr.DescribeRepositoriesCommand({ repositoryNames: [repositoryName] });
  assert.equal(await outcome(ann.send(named)), 'taken');
  assert.equal(await outcome(ann.send(new ecr.DescribeRepositoriesCommand({}))), '400 AccessDeniedException');
  await client.send(new ecr.DeleteRepositoryCommand({ repositoryName }));
  assert.equal(
    await outcome(client.send(new ecr.DeleteRepositoryCommand({ repositoryName }))),
    '400 RepositoryNotFoundException',
  );
  const push = client.send(new ecr.GetAuthorizationTokenCommand({}));
  assert.equal(await outcome(push), '400 UnknownOperationException');
});
