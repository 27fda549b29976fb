import assert from 'node:assert/strict';
import { test } from 'node:test';
import { stackBench } from '../../../operations/testing/stack.ts';

const lifecycle = (days: number) =>
  JSON.stringify({
    rules: [
      {
        rulePriority: 1,
        selection: {
          tagStatus: 'untagged',
          countType: 'sinceImagePushed',
          countUnit: 'days',
          countNumber: days,
        },
        action: { type: 'expire' },
      },
    ],
  });

const policy = (service: string) => ({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: { Service: service }, Action: 'ecr:BatchGetImage' }],
});

test('a repository has what its template says, before and after changes, and goes', () => {
  const stack = stackBench();
  const properties = {
    RepositoryName: 'assets',
    ImageTagMutability: 'IMMUTABLE',
    ImageScanningConfiguration: { ScanOnPush: 'true' },
    LifecyclePolicy: { LifecyclePolicyText: lifecycle(365) },
    RepositoryPolicyText: policy('lambda.amazonaws.com'),
    EncryptionConfiguration: { EncryptionType: 'AES256' },
    Tags: [{ Key: 'a', Value: 'b' }],
  };
  const made = stack.create('AWS::ECR::Repository', properties, { of: 'stack' });
  assert.equal(made.id, 'assets');
  assert.deepEqual(made.read(), properties);
  assert.match(String(made.attributes.Arn), /^arn:aws:ecr:us-east-1:\d{12}:repository\/assets$/);
  assert.match(
    String(made.attributes.RepositoryUri),
    /^\d{12}\.dkr\.ecr\.us-east-1\.amazonaws\.com\/assets$/,
  );
  assert.throws(() => stack.create('AWS::ECR::Repository', { RepositoryName: 'assets' }), {
    code: 'RepositoryAlreadyExistsException',
  });

  const changed = {
    ...properties,
    LifecyclePolicy: { LifecyclePolicyText: lifecycle(7) },
    RepositoryPolicyText: policy('emr-serverless.amazonaws.com'),
    Tags: [{ Key: 'c', Value: 'd' }],
  };
  made.update(changed);
  assert.deepEqual(made.read(), changed);
  const { EncryptionConfiguration } = properties;
  made.update({ RepositoryName: 'assets', EncryptionConfiguration });
  assert.deepEqual(made.read(), { RepositoryName: 'assets', EncryptionConfiguration });
  stack.calls.splice(0);
  made.update({ RepositoryName: 'assets', EncryptionConfiguration });
  assert.deepEqual(stack.calls, []);
  made.delete();
  made.delete();
  assert.equal(made.read(), undefined);
  assert.match(stack.create('AWS::ECR::Repository', {}).id, /^stack-resource\d+-[0-9a-z]{12}$/);
});

test('what a repository cannot have is refused with the reason', () => {
  const stack = stackBench();
  const create = (properties: object) => () => stack.create('AWS::ECR::Repository', { ...properties });
  assert.throws(
    create({ EncryptionConfiguration: { EncryptionType: 'KMS' } }),
    /EncryptionConfiguration\.EncryptionType of AWS::ECR::Repository can only be AES256 here/,
  );
  assert.throws(
    create({ LifecyclePolicy: { RegistryId: '1' } }),
    /LifecyclePolicy\.RegistryId .* not supported/,
  );
});
