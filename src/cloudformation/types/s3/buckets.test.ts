import assert from 'node:assert/strict';
import { test } from 'node:test';
import { stackBench } from '../../../operations/testing/stack.ts';

test('a bucket has what its template says, before and after changes, and goes', () => {
  const stack = stackBench();
  const properties = {
    BucketName: 'assets',
    AccessControl: 'Private',
    BucketEncryption: {
      ServerSideEncryptionConfiguration: [{ ServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms' } }],
    },
    PublicAccessBlockConfiguration: {
      BlockPublicAcls: 'true',
      BlockPublicPolicy: false,
      IgnorePublicAcls: true,
      RestrictPublicBuckets: true,
    },
    VersioningConfiguration: { Status: 'Enabled' },
    LifecycleConfiguration: {
      Rules: [
        { Id: 'old', Status: 'Enabled', NoncurrentVersionExpiration: { NoncurrentDays: 30 } },
        { Status: 'Enabled', Prefix: 'x/', AbortIncompleteMultipartUpload: { DaysAfterInitiation: '1' } },
      ],
    },
    OwnershipControls: { Rules: [{ ObjectOwnership: 'BucketOwnerEnforced' }] },
    Tags: [{ Key: 'a', Value: 'b' }],
  };
  const made = stack.create('AWS::S3::Bucket', properties, { of: 'stack' });
  assert.equal(made.id, 'assets');
  assert.deepEqual(made.read(), properties);
  assert.equal(made.attributes.Arn, 'arn:aws:s3:::assets');
  assert.equal(made.attributes.RegionalDomainName, 'assets.s3.us-east-1.amazonaws.com');
  assert.throws(() => stack.create('AWS::S3::Bucket', { BucketName: 'assets' }), {
    code: 'BucketAlreadyOwnedByYou',
  });
  stack.call('s3', 'PutBucketTagging', {
    Bucket: 'assets',
    Tagging: {
      TagSet: [
        { Key: 'a', Value: 'b' },
        { Key: 'hand', Value: 'made' },
        { Key: 'of', Value: 'stack' },
      ],
    },
  });
  made.update({ BucketName: 'assets' });
  const fresh = stack.create('AWS::S3::Bucket', { BucketName: 'fresh' });
  assert.deepEqual(made.read(), {
    ...fresh.read(),
    BucketName: 'assets',
    VersioningConfiguration: { Status: 'Suspended' },
    Tags: [{ Key: 'hand', Value: 'made' }],
  });
  stack.calls.splice(0);
  made.update({ BucketName: 'assets' });
  assert.deepEqual(stack.calls, []);
  made.delete();
  made.delete();
  assert.equal(made.read(), undefined);
  assert.match(stack.create('AWS::S3::Bucket', {}).id, /^stack-resource\d+-[0-9a-z]{12}$/);
});

test('a bucket has the policy of the template, and none when that goes', () => {
  const stack = stackBench();
  const Bucket = stack.create('AWS::S3::Bucket', {}).id;
  const document = (Action: string) => ({
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Principal: { AWS: 'arn:aws:iam::111111111111:root' },
        Action,
        Resource: `arn:aws:s3:::${Bucket}/*`,
      },
    ],
  });
  const properties = { Bucket, PolicyDocument: document('s3:GetObject') };
  const made = stack.create('AWS::S3::BucketPolicy', properties);
  assert.equal(made.id, Bucket);
  assert.deepEqual(made.read(), properties);
  const after = { Bucket, PolicyDocument: document('s3:PutObject') };
  made.update(after);
  assert.deepEqual(made.read(), after);
  made.delete();
  made.delete();
  assert.equal(made.read(), undefined);
});

test('a parameter has what its template says, before and after changes, and goes', () => {
  const stack = stackBench();
  const properties = {
    Name: '/cdk-bootstrap/version',
    Type: 'String',
    Value: 21,
    Description: 'which',
    AllowedPattern: '\\d+',
    Tier: 'Standard',
    DataType: 'text',
    Tags: { a: 'b' },
  };
  const made = stack.create('AWS::SSM::Parameter', properties, { of: 'stack' });
  assert.equal(made.id, '/cdk-bootstrap/version');
  assert.deepEqual(made.read(), properties);
  assert.deepEqual(made.attributes, { Type: 'String', Value: '21' });
  assert.throws(() => stack.create('AWS::SSM::Parameter', properties), { code: 'ParameterAlreadyExists' });
  const after = { Name: '/cdk-bootstrap/version', Type: 'String', Value: 'x', Tags: { a: 'c' } };
  stack.calls.splice(0);
  made.update(after);
  assert.deepEqual(stack.calls.splice(0), ['PutParameter', 'AddTagsToResource']);
  assert.deepEqual({ ...made.read(), ...after }, made.read());
  assert.equal(made.read()?.Description, undefined);
  made.update(after);
  assert.deepEqual(stack.calls, []);
  made.delete();
  made.delete();
  assert.equal(made.read(), undefined);
});
