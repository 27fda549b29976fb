/** Certificates with the AWS SDK's client, over HTTP, with all operations and a real store. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  ACMClient,
  DeleteCertificateCommand,
  DescribeCertificateCommand,
  GetCertificateCommand,
  ImportCertificateCommand,
  ListCertificatesCommand,
  ListTagsForCertificateCommand,
  ResourceNotFoundException,
} from '@aws-sdk/client-acm';
import { startTestServer } from '../../server/testing/server.ts';
import { plainRequest } from '../../wire/testing/sign.ts';
import { operations } from '../generated/registry.ts';
import { issue, rsaKey } from './testing/issue.ts';

test('a certificate goes in, is described and goes', { timeout: 120_000 }, async () => {
  await using server = await startTestServer(operations);
  const client = new ACMClient({
    endpoint: server.url,
    region: 'us-east-1',
    credentials: { accessKeyId: 'AKIAEXAMPLE', secretAccessKey: plainRequest.secret },
    maxAttempts: 1,
  });
  const root = issue({ commonName: 'Root', key: rsaKey() });
  const leaf = issue({ commonName: 'db.example.com', dnsNames: ['db.example.com'], key: rsaKey() }, root);
  const imported = await client.send(
    new ImportCertificateCommand({
      Certificate: Buffer.from(leaf.pem),
      PrivateKey: Buffer.from(leaf.keyPem),
      CertificateChain: Buffer.from(root.pem),
      Tags: [{ Key: 'team', Value: 'db' }],
    }),
  );
  const { CertificateArn } = imported;
  const described = await client.send(new DescribeCertificateCommand({ CertificateArn }));
  assert.equal(described.Certificate?.SignatureAlgorithm, 'SHA256WITHRSA');
  assert.deepEqual(described.Certificate?.NotAfter, new Date('2035-01-01T00:00:00Z'));
  const got = await client.send(new GetCertificateCommand({ CertificateArn }));
  assert.deepEqual([got.Certificate, got.CertificateChain], [leaf.pem, root.pem]);
  const listed = await client.send(new ListCertificatesCommand({}));
  assert.deepEqual(
    listed.CertificateSummaryList?.map((each) => each.CertificateArn),
    [CertificateArn],
  );
  const tags = await client.send(new ListTagsForCertificateCommand({ CertificateArn }));
  assert.deepEqual(tags.Tags, [{ Key: 'team', Value: 'db' }]);
  await client.send(new DeleteCertificateCommand({ CertificateArn }));
  const again = client.send(new DeleteCertificateCommand({ CertificateArn }));
  await assert.rejects(again, ResourceNotFoundException);
});
