// The one protection of the archive that no template can set: only root, with its MFA device, may.

/**
 * What whoever runs the command should know first:
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/lifecycle-and-other-bucket-config.html
 */
export const MFA_DELETE_PRICE =
  'S3 has lifecycle rules or MFA delete for a bucket, never both. After this, log files never expire and never move to cheaper storage, and a deployment that changes for how long they are kept fails. Object Lock (deployment.objectLockDays) protects them without that.';

/**
 * @param partition - `aws`, `aws-cn`, `aws-us-gov`
 * @returns commands for root's own credentials. The device's six digits go where `CODE` is; the serial number is that of
 * an authenticator app, another device's is shown under root's security credentials
 */
export function mfaDeleteCommand(bucket: string, accountId: string, partition = 'aws'): string {
  const setVersioning = [
    `aws s3api put-bucket-versioning --bucket ${bucket}`,
    '--versioning-configuration Status=Enabled,MFADelete=Enabled',
    `--mfa "arn:${partition}:iam::${accountId}:mfa/root-account-mfa-device CODE"`,
  ].join(' \\\n  ');
  return `aws s3api delete-bucket-lifecycle --bucket ${bucket} && ${setVersioning}`;
}
