// Somebody in a hurry opens a bucket to the world, and strangers find it.
import { AGENT, OFFICE, SSO_PATH, ssoRole, ssoSession } from './callers.ts';
import { everydayCalls } from './everyday-calls.ts';
import { call, getObject } from './records.ts';
import type { Scenario } from './scenario.ts';
import { daysBefore, minutesBefore, onWorkdays, tellHistory, tellStory } from './tell.ts';

const id = 'bucket-made-public';
const REGION = 'eu-west-1';
const BUCKET = 'example-customer-exports';
const HOST = `${BUCKET}.s3.${REGION}.amazonaws.com`;
const PERSON = 'dave@example.com';
const OPEN = {
  xmlns: 'http://s3.amazonaws.com/doc/2006-03-01/',
  BlockPublicAcls: false,
  IgnorePublicAcls: false,
  BlockPublicPolicy: false,
  RestrictPublicBuckets: false,
};
const POLICY = {
  Version: '2012-10-17',
  Statement: [
    {
      Sid: 'PartnerDownload',
      Effect: 'Allow',
      Principal: '*',
      Action: ['s3:GetObject', 's3:ListBucket'],
      Resource: [`arn:aws:s3:::${BUCKET}`, `arn:aws:s3:::${BUCKET}/*`],
    },
  ],
};

export const bucketMadePublic: Scenario = {
  id,
  title: 'A bucket is made public',
  description:
    'Block Public Access goes off, the policy lets anybody in, and strangers download customer exports.',
  principals: [
    { kind: 'role', name: ssoRole('PowerUserAccess'), path: SSO_PATH, policies: ['PowerUserAccess'] },
  ],
  expect: { pages: ['block-public-access-removed', 'bucket-made-public', 's3-bucket-policy-changes'] },

  history(now) {
    const atWork = person(daysBefore(now, 1), OFFICE);
    const days = onWorkdays(now, 45, [
      [
        8 * 60 + 15,
        call(atWork, 's3:ListBuckets', { region: REGION, request: { Host: `s3.${REGION}.amazonaws.com` } }),
      ],
      [
        13 * 60,
        call(atWork, 's3:GetBucketPolicy', { region: REGION, request: { bucketName: BUCKET, policy: '' } }),
      ],
    ]);
    return tellHistory(id, now, days);
  },

  steps(now) {
    const atHome = person(minutesBefore(now, 20), '203.0.113.9');
    const region = REGION;
    const bucket = { bucketName: BUCKET, Host: HOST };
    return tellStory(id, now, [
      ...everydayCalls(now),
      [0, call(atHome, 's3:GetBucketPolicyStatus', { region, request: { ...bucket, policyStatus: '' } })],
      [
        700,
        call(atHome, 's3:PutBucketPublicAccessBlock', {
          region,
          request: { ...bucket, publicAccessBlock: '', PublicAccessBlockConfiguration: OPEN },
        }),
      ],
      [
        1_700,
        call(atHome, 's3:PutBucketPolicy', {
          region,
          request: { ...bucket, policy: '', bucketPolicy: POLICY },
        }),
      ],
      [2_300, call(atHome, 's3:GetBucketPolicyStatus', { region, request: { ...bucket, policyStatus: '' } })],
      [3_400, getObject(stranger('198.51.100.140'), BUCKET, 'customers.csv', region)],
      [3_900, getObject(stranger('198.51.100.140'), BUCKET, 'invoices.csv', region)],
      [4_500, getObject(stranger('2001:db8:4f2:17::9'), BUCKET, 'customers.csv', region)],
    ]);
  },
};

/** What S3 writes for a request without credentials. */
function stranger(sourceIPAddress: string) {
  const userIdentity = { type: 'AWSAccount', principalId: '', accountId: 'ANONYMOUS_PRINCIPAL' };
  return { userIdentity, sourceIPAddress, userAgent: '[curl/8.14.1]' };
}

function person(since: Date, sourceIPAddress: string) {
  const userIdentity = ssoSession(PERSON, 'PowerUserAccess', since);
  return { userIdentity, sourceIPAddress, userAgent: AGENT.chromeOnMac, inConsole: true as const };
}
