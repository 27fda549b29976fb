/** What only requests to S3 can be spoiled with: subresources, headers that mean something, forms of bodies. */
import type { Damage, Draft } from './damage.ts';
import type { Texts } from './plausible.ts';
import type { Random } from './random.ts';

const subresources = [
  ...['acl', 'cors', 'delete', 'encryption', 'lifecycle', 'list-type', 'location', 'logging', 'notification'],
  ...[
    'object-lock',
    'ownershipControls',
    'policy',
    'policyStatus',
    'publicAccessBlock',
    'tagging',
    'torrent',
  ],
  ...['uploads', 'uploadId', 'partNumber', 'versionId', 'versioning', 'versions', 'website', 'attributes'],
];
const claims = [
  'UNSIGNED-PAYLOAD',
  'STREAMING-UNSIGNED-PAYLOAD-TRAILER',
  'STREAMING-AWS4-HMAC-SHA256-PAYLOAD',
  'STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER',
  '0'.repeat(64),
  'x',
];
const values = [
  '',
  '*',
  '"',
  '0',
  '-1',
  'bytes=0-',
  'bytes=5-1',
  'AAAA',
  'private',
  'public-read',
  'a=b&c',
  'x',
];
const names = [
  ...[
    'range',
    'if-match',
    'if-none-match',
    'if-modified-since',
    'if-unmodified-since',
    'content-md5',
    'expires',
  ],
  ...['x-amz-acl', 'x-amz-tagging', 'x-amz-storage-class', 'x-amz-server-side-encryption', 'x-amz-mfa'],
  ...['x-amz-checksum-crc32', 'x-amz-checksum-sha256', 'x-amz-trailer', 'x-amz-decoded-content-length'],
  ...[
    'x-amz-expected-bucket-owner',
    'x-amz-copy-source',
    'x-amz-copy-source-range',
    'x-amz-metadata-directive',
  ],
  ...['x-amz-meta-a', 'x-amz-meta-', 'x-amz-website-redirect-location', 'x-amz-object-ownership'],
];

/** @param texts that requests name other resources with */
export function storageDamages(texts: Texts): Readonly<Record<string, Damage>> {
  const paths = (random: Random) => random.pick(pathsIn([...texts.own, ...texts.others]));
  return {
    'another subresource': (draft, random) => ({
      ...draft,
      query: { [random.pick(subresources)]: random.pick(['', '1', ...values]) },
    }),
    'a subresource more': (draft, random) => ({
      ...draft,
      query: { ...draft.query, [random.pick(subresources)]: random.pick(['', '1', ...values]) },
    }),
    'a header more': (draft, random) => ({
      ...draft,
      headers: { ...draft.headers, [random.pick(names)]: random.pick(values) },
    }),
    'a copy of something': (draft, random) => ({
      ...draft,
      method: 'PUT',
      headers: { ...draft.headers, 'x-amz-copy-source': paths(random) },
    }),
    'another body than was signed': (draft, random) => ({
      ...draft,
      headers: { ...draft.headers, 'x-amz-content-sha256': random.pick(claims) },
    }),
    'another object': (draft, random) => ({ ...draft, path: paths(random) }),
  };
}

/** Without what says how the body is to be checked. */
export function unchecked(draft: Draft): Draft {
  const headers = Object.entries(draft.headers).filter(([name]) => !/checksum|trailer/i.test(name));
  return { ...draft, headers: Object.fromEntries(headers) };
}

/** `/bucket` and `/bucket/key` of what is there. */
function pathsIn(texts: readonly string[]): readonly string[] {
  const found = texts.filter((text) => /^[a-z]+-bucket(\/\S+)?$/.test(text));
  return ['/', ...found.map((text) => `/${text}`)];
}
