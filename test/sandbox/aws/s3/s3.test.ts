import { gunzipSync, gzipSync } from 'node:zlib';
import { CloudTrailClient, GetTrailStatusCommand } from '@aws-sdk/client-cloudtrail';
import {
  CreateBucketCommand,
  DeleteBucketPolicyCommand,
  DeletePublicAccessBlockCommand,
  GetBucketAclCommand,
  GetBucketEncryptionCommand,
  GetBucketLifecycleConfigurationCommand,
  GetBucketLocationCommand,
  GetBucketPolicyCommand,
  GetBucketPolicyStatusCommand,
  GetBucketVersioningCommand,
  GetObjectCommand,
  GetPublicAccessBlockCommand,
  HeadBucketCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutBucketPolicyCommand,
  PutBucketVersioningCommand,
  PutObjectCommand,
  PutPublicAccessBlockCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { archiveBucket } from '../../../../bot/domain/naming.ts';
import { ACCOUNT_ID } from '../../../../bot/sandbox/aws/account.ts';
import { type SandboxAws, startSandboxAws } from '../../../../bot/sandbox/aws/sandbox-aws.ts';
import { provisionBucket } from '../../../../bot/sandbox/provision/provision-bucket.ts';
import { QUICK } from '../../../support/world.ts';

const credentials = { accessKeyId: 'AKIASANDBOX', secretAccessKey: 'sandbox' };
const ARCHIVE = archiveBucket(ACCOUNT_ID);
const Bucket = 'example-reports';

let aws: SandboxAws;
let s3: S3Client;
let region: { region: string; endpoint: string; credentials: typeof credentials };

beforeAll(async () => {
  aws = await startSandboxAws({ port: 0, pace: QUICK });
  region = { region: 'us-east-1', endpoint: aws.url, credentials };
  s3 = new S3Client({ ...region, forcePathStyle: true });
  await s3.send(new CreateBucketCommand({ Bucket }));
});
afterAll(async () => {
  s3.destroy();
  await aws.close();
});

const refusal = (work: Promise<unknown>) => work.catch((error: Error) => error.name);
const anybody = JSON.stringify({
  Version: '2012-10-17',
  Statement: [
    { Effect: 'Allow', Principal: '*', Action: 's3:GetObject', Resource: `arn:aws:s3:::${Bucket}/*` },
  ],
});

describe('S3', () => {
  it('gives an object back as it was put, with its type, encoding and metadata', async () => {
    const Body = gzipSync('{"a":1}');
    const Key = 'folder/a b+ü&<.json.gz';
    await s3.send(
      new PutObjectCommand({
        Bucket,
        Key,
        Body,
        ContentType: 'application/json',
        ContentEncoding: 'gzip',
        Metadata: { signature: 'ab12' },
      }),
    );
    const got = await s3.send(new GetObjectCommand({ Bucket, Key }));
    expect(Buffer.from((await got.Body?.transformToByteArray()) ?? [])).toEqual(Body);
    expect(got).toMatchObject({
      ContentType: 'application/json',
      ContentEncoding: 'gzip',
      Metadata: { signature: 'ab12' },
    });
    const head = await s3.send(new HeadObjectCommand({ Bucket, Key }));
    expect(head).toMatchObject({ ContentLength: Body.length, ETag: got.ETag });
  });

  it('gives a part of an object, and refuses one behind its end or of another object', async () => {
    const Key = 'part';
    await s3.send(new PutObjectCommand({ Bucket, Key, Body: '0123456789' }));
    const get = (more: object) => s3.send(new GetObjectCommand({ Bucket, Key, ...more }));
    const part = await get({ Range: 'bytes=2-4' });
    expect(await part.Body?.transformToString()).toBe('234');
    expect(part).toMatchObject({ ContentRange: 'bytes 2-4/10', $metadata: { httpStatusCode: 206 } });
    const end = await get({ Range: 'bytes=8-99', IfMatch: part.ETag });
    expect(await end.Body?.transformToString()).toBe('89');
    expect(end.ContentRange).toBe('bytes 8-9/10');
    expect(await refusal(get({ Range: 'bytes=10-12' }))).toBe('InvalidRange');
    expect(await refusal(get({ Range: 'bytes=0-1', IfMatch: '"other"' }))).toBe('PreconditionFailed');
  });

  it('lists keys in order, in pages, folded at a delimiter', async () => {
    for (const Key of ['l/b/2', 'l/a', 'l/b/1', 'l/c'])
      await s3.send(new PutObjectCommand({ Bucket, Key, Body: 'x' }));
    const list = async (more: object) => s3.send(new ListObjectsV2Command({ Bucket, Prefix: 'l/', ...more }));
    const first = await list({ MaxKeys: 3 });
    expect(first.Contents?.map((it) => it.Key)).toEqual(['l/a', 'l/b/1', 'l/b/2']);
    const second = await list({ ContinuationToken: first.NextContinuationToken });
    expect(second.Contents?.map((it) => it.Key)).toEqual(['l/c']);
    expect([first.IsTruncated, second.IsTruncated]).toEqual([true, false]);
    const folded = await list({ Delimiter: '/' });
    expect(folded.CommonPrefixes).toEqual([{ Prefix: 'l/b/' }]);
    expect(folded.Contents?.map((it) => it.Key)).toEqual(['l/a', 'l/c']);
  });

  it('gives a new bucket what S3 gives one: blocked, encrypted, without the rest', async () => {
    const fresh = { Bucket: 'example-fresh' };
    await s3.send(new CreateBucketCommand(fresh));
    const block = await s3.send(new GetPublicAccessBlockCommand(fresh));
    expect(Object.values(block.PublicAccessBlockConfiguration ?? {})).toEqual([true, true, true, true]);
    const { ServerSideEncryptionConfiguration: rules } = await s3.send(new GetBucketEncryptionCommand(fresh));
    expect(rules?.Rules?.[0]?.ApplyServerSideEncryptionByDefault?.SSEAlgorithm).toBe('AES256');
    expect((await s3.send(new GetBucketVersioningCommand(fresh))).Status).toBeUndefined();
    expect(await refusal(s3.send(new GetBucketLifecycleConfigurationCommand(fresh)))).toBe(
      'NoSuchLifecycleConfiguration',
    );
    expect(await refusal(s3.send(new GetBucketPolicyStatusCommand(fresh)))).toBe('NoSuchBucketPolicy');
    expect((await s3.send(new GetBucketLocationCommand(fresh))).LocationConstraint).toBeFalsy();
    expect(await refusal(s3.send(new CreateBucketCommand(fresh)))).toBe('BucketAlreadyOwnedByYou');
  });

  it('lets no public policy in while public policies are blocked, and calls one public that is in', async () => {
    const put = () => s3.send(new PutBucketPolicyCommand({ Bucket, Policy: anybody }));
    expect(await refusal(put())).toBe('AccessDenied');
    await s3.send(new DeletePublicAccessBlockCommand({ Bucket }));
    expect(await refusal(s3.send(new GetPublicAccessBlockCommand({ Bucket })))).toBe(
      'NoSuchPublicAccessBlockConfiguration',
    );
    await put();
    expect((await s3.send(new GetBucketPolicyStatusCommand({ Bucket }))).PolicyStatus?.IsPublic).toBe(true);
    expect((await s3.send(new GetBucketPolicyCommand({ Bucket }))).Policy).toBe(anybody);
    await s3.send(
      new PutPublicAccessBlockCommand({ Bucket, PublicAccessBlockConfiguration: { BlockPublicAcls: true } }),
    );
    const { PublicAccessBlockConfiguration: flags } = await s3.send(
      new GetPublicAccessBlockCommand({ Bucket }),
    );
    expect(flags).toMatchObject({ BlockPublicAcls: true, RestrictPublicBuckets: false });
    await s3.send(new DeleteBucketPolicyCommand({ Bucket }));
    expect(await refusal(s3.send(new GetBucketPolicyCommand({ Bucket })))).toBe('NoSuchBucketPolicy');
  });

  it('keeps the lifecycle and the policy of the archive', async () => {
    const place = { accountId: ACCOUNT_ID, region: 'us-east-1', trailName: 'company-security-audit-trail' };
    await provisionBucket(s3, ARCHIVE, place);
    const { Rules } = await s3.send(new GetBucketLifecycleConfigurationCommand({ Bucket: ARCHIVE }));
    expect(Rules).toMatchObject([
      {
        ID: 'keep-log-files',
        Status: 'Enabled',
        Transitions: [{ Days: 30 }, { Days: 90 }, { Days: 365, StorageClass: 'DEEP_ARCHIVE' }],
        Expiration: { Days: 2557 },
        NoncurrentVersionExpiration: { NoncurrentDays: 365 },
      },
    ]);
    const { Policy } = await s3.send(new GetBucketPolicyCommand({ Bucket: ARCHIVE }));
    expect(Policy).toContain(
      `"aws:SourceArn":"arn:aws:cloudtrail:us-east-1:${ACCOUNT_ID}:trail/company-security-audit-trail"`,
    );
    const { Status } = await s3.send(new GetBucketVersioningCommand({ Bucket: ARCHIVE }));
    expect(Status).toBe('Enabled');
  });

  it('understands a bucket in the host name', async () => {
    const authorization =
      'AWS4-HMAC-SHA256 Credential=AKIASANDBOX/20260101/us-east-1/s3/aws4_request, Signature=x';
    const { request } = await import('node:http');
    const status = await new Promise((resolve, reject) => {
      const url = new URL('/?versioning', aws.url);
      request(url, { headers: { host: `${Bucket}.localhost:${url.port}`, authorization } }, (response) => {
        response.resume();
        resolve(response.statusCode);
      })
        .on('error', reject)
        .end();
    });
    expect(status).toBe(200);
  });

  it('refuses what is not there as S3 does, and what the sandbox lacks by its name', async () => {
    expect(await refusal(s3.send(new HeadBucketCommand({ Bucket: 'example-nowhere' })))).toBe('NotFound');
    expect(await refusal(s3.send(new GetObjectCommand({ Bucket, Key: 'nothing' })))).toBe('NoSuchKey');
    expect(await refusal(s3.send(new GetBucketVersioningCommand({ Bucket: 'example-nowhere' })))).toBe(
      'NoSuchBucket',
    );
    expect(await refusal(s3.send(new CreateBucketCommand({ Bucket: 'NO' })))).toBe('InvalidBucketName');
    expect(await refusal(s3.send(new PutBucketPolicyCommand({ Bucket, Policy: '[]' })))).toBe(
      'MalformedPolicy',
    );
    const status = { VersioningConfiguration: {} };
    expect(await refusal(s3.send(new PutBucketVersioningCommand({ Bucket, ...status })))).toBe(
      'MalformedXML',
    );
    const lacking = s3.send(new GetBucketAclCommand({ Bucket }));
    await expect(lacking).rejects.toThrow('the sandbox does not implement s3:GetBucketAcl yet');
  });
});

describe('the archive of the trail', () => {
  it('gets the log files of a delivery, by Region and day', async () => {
    const record = {
      eventID: 'e1',
      eventTime: new Date().toISOString(),
      eventSource: 'ec2.amazonaws.com',
      awsRegion: 'eu-west-1',
    };
    await aws.trail.deliver([record]);
    const { Contents } = await s3.send(
      new ListObjectsV2Command({ Bucket: ARCHIVE, Prefix: `AWSLogs/${ACCOUNT_ID}/CloudTrail/` }),
    );
    const Key = Contents?.[0]?.Key ?? '';
    expect(Key).toMatch(
      /CloudTrail\/eu-west-1\/\d{4}\/\d\d\/\d\d\/123456789012_CloudTrail_eu-west-1_\d{8}T\d{4}Z_\w{16}\.json\.gz$/,
    );
    const { Body } = await s3.send(new GetObjectCommand({ Bucket: ARCHIVE, Key }));
    expect(JSON.parse(gunzipSync((await Body?.transformToByteArray()) ?? '').toString())).toEqual({
      Records: [record],
    });
  });

  it('gets nothing that its policy does not allow, and the trail says so', async () => {
    await s3.send(new DeleteBucketPolicyCommand({ Bucket: ARCHIVE }));
    const client = new CloudTrailClient(region);
    const status = await client.send(new GetTrailStatusCommand({ Name: 'company-security-audit-trail' }));
    expect(status).toMatchObject({
      LatestDeliveryError: 'AccessDenied',
      LatestDigestDeliveryError: 'AccessDenied',
    });
    const before = await s3.send(new ListObjectsV2Command({ Bucket: ARCHIVE }));
    await aws.trail.deliver([{ eventID: 'e2', eventTime: new Date().toISOString() }]);
    const after = await s3.send(new ListObjectsV2Command({ Bucket: ARCHIVE }));
    expect(after.KeyCount).toBe(before.KeyCount);
    client.destroy();
  });
});
