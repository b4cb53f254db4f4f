// Faults of the bucket that the trail writes its log files to.
import {
  DeleteBucketPolicyCommand,
  DeletePublicAccessBlockCommand,
  PutBucketPolicyCommand,
  PutPublicAccessBlockCommand,
} from '@aws-sdk/client-s3';
import { archiveBucket } from '../../domain/naming.ts';
import { ACCOUNT_ID } from '../aws/account.ts';
import { bucketPolicy, PRIVATE } from './provision-bucket.ts';
import type { FaultTools, SwitchableFault } from './switch-faults.ts';

export function archiveFaults({
  clients: { s3 },
  catalog,
  region,
  tell,
}: FaultTools): readonly SwitchableFault[] {
  const Bucket = archiveBucket(ACCOUNT_ID);
  const { name: trailName } = catalog.settings.trail;
  const own = bucketPolicy(Bucket, { accountId: ACCOUNT_ID, region, trailName });
  const anybody = {
    Effect: 'Allow',
    Principal: '*',
    Action: 's3:GetObject',
    Resource: `arn:aws:s3:::${Bucket}/*`,
  };
  const { Statement, ...rest } = JSON.parse(own) as { Statement: readonly object[] };
  const open = { ...rest, Statement: [...Statement, anybody] };
  const putPolicy = (Policy: string) => s3.send(new PutBucketPolicyCommand({ Bucket, Policy }));
  return [
    {
      id: 'bucket-public',
      title: 'Archive made public',
      async on() {
        tell('s3:DeleteBucketPublicAccessBlock', { bucketName: Bucket, publicAccessBlock: '' });
        await s3.send(new DeletePublicAccessBlockCommand({ Bucket }));
        tell('s3:PutBucketPolicy', { bucketName: Bucket, bucketPolicy: open, policy: '' });
        await putPolicy(JSON.stringify(open));
      },
      async off() {
        await putPolicy(own);
        await s3.send(new PutPublicAccessBlockCommand({ Bucket, PublicAccessBlockConfiguration: PRIVATE }));
      },
    },
    {
      id: 's3-refused',
      title: 'S3 delivery refused',
      async on() {
        tell('s3:DeleteBucketPolicy', { bucketName: Bucket, policy: '' });
        await s3.send(new DeleteBucketPolicyCommand({ Bucket }));
      },
      async off() {
        await putPolicy(own);
      },
    },
  ];
}
