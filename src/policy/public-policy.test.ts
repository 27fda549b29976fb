import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isPublicPolicy } from './public-policy.ts';

const allow = (more: object) =>
  JSON.stringify({ Statement: { Effect: 'Allow', Action: 's3:GetObject', Resource: '*', ...more } });
const all = (Condition?: object) =>
  isPublicPolicy(allow({ Principal: '*', ...(Condition && { Condition }) }));

test('a policy is public when anybody is allowed something', () => {
  assert.equal(isPublicPolicy(undefined), false);
  assert.equal(all(), true);
  assert.equal(isPublicPolicy(allow({ Principal: { AWS: ['111111111111', '*'] } })), true);
  assert.equal(isPublicPolicy(allow({ NotPrincipal: { AWS: '111111111111' } })), true);
  assert.equal(isPublicPolicy(allow({ Principal: { AWS: '111111111111' } })), false);
  assert.equal(isPublicPolicy(allow({ Principal: { Service: 's3.amazonaws.com' } })), false);
  assert.equal(isPublicPolicy(allow({ Effect: 'Deny', Principal: '*' })), false);
  const both = [JSON.parse(allow({ Principal: { AWS: '111111111111' } })).Statement];
  both.push(JSON.parse(allow({ Principal: '*' })).Statement);
  assert.equal(isPublicPolicy(JSON.stringify({ Statement: both })), true);
});

test('a condition makes it private only with fixed values of what says who asks', () => {
  const privately = [
    { StringEquals: { 'aws:SourceVpc': 'vpc-1' } },
    { StringEquals: { 'AWS:sourceVPCE': ['vpce-1', 'vpce-2'] } },
    { StringLike: { 'aws:PrincipalOrgID': 'o-1' } },
    { ArnLike: { 'aws:SourceArn': 'arn:aws:sns:us-east-1:111111111111:t' } },
    { 'ForAnyValue:StringEquals': { 'aws:SourceAccount': '111111111111' } },
    { IpAddress: { 'aws:SourceIp': ['10.0.0.0/8', '192.0.2.1', '2001:db8::/32'] } },
    { ArnLike: { 's3:DataAccessPointArn': 'arn:aws:s3:us-east-1:111111111111:accesspoint/*' } },
    // Together with one that says nothing.
    { Bool: { 'aws:SecureTransport': 'true' }, StringEquals: { 'aws:SourceVpc': 'vpc-1' } },
  ];
  for (const condition of privately) assert.equal(all(condition), false, JSON.stringify(condition));
  const publicly = [
    {},
    { Bool: { 'aws:SecureTransport': 'true' } },
    { StringLike: { 'aws:SourceVpc': 'vpc-*' } },
    { StringLike: { 'aws:SourceVpc': ['vpc-1', 'vpc-?'] } },
    { StringEquals: { 'aws:SourceVpc': `$${'{aws:PrincipalTag/vpc}'}` } },
    { StringEquals: { 'aws:SourceVpc': [] } },
    { StringNotEquals: { 'aws:SourceVpc': 'vpc-1' } },
    { StringEqualsIfExists: { 'aws:SourceVpc': 'vpc-1' } },
    { 'ForAllValues:StringEquals': { 'aws:SourceVpc': 'vpc-1' } },
    { ArnLike: { 'aws:SourceArn': 'arn:aws:sns:*:*:*' } },
    { ArnLike: { 's3:DataAccessPointArn': 'arn:aws:s3:us-east-1:*:accesspoint/*' } },
    { IpAddress: { 'aws:SourceIp': '0.0.0.0/1' } },
    { IpAddress: { 'aws:SourceIp': ['10.0.0.0/8', '0.0.0.0/0'] } },
    { IpAddress: { 'aws:SourceIp': '2001::/16' } },
    { IpAddress: { 'aws:VpcSourceIp': '10.0.0.0/8' } },
    { NotIpAddress: { 'aws:SourceIp': '192.0.2.0/24' } },
    { Null: { 'aws:SourceVpc': 'false' } },
    { StringEquals: { 'aws:Referer': 'secret' } },
  ];
  for (const condition of publicly) assert.equal(all(condition), true, JSON.stringify(condition));
});
