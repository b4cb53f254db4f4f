// The one protection of the archive that no template can set: only root, with its MFA device, may.

/**
 * @param partition - `aws`, `aws-cn`, `aws-us-gov`
 * @returns a command for root's own credentials; `CODE` stands for the device's six digits
 */
export function mfaDeleteCommand(bucket: string, accountId: string, partition = 'aws'): string {
  return [
    `aws s3api put-bucket-versioning --bucket ${bucket}`,
    '--versioning-configuration Status=Enabled,MFADelete=Enabled',
    `--mfa "arn:${partition}:iam::${accountId}:mfa/root-account-mfa-device CODE"`,
  ].join(' \\\n  ');
}
