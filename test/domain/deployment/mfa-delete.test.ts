import { expect, it } from 'vitest';
import { mfaDeleteCommand } from '../../../bot/domain/deployment/mfa-delete.ts';

it('takes the lifecycle rules off, with which S3 refuses MFA delete, and then asks for it with root’s device', () => {
  expect(mfaDeleteCommand('company-cloudtrail-logs-123456789012', '123456789012')).toBe(
    `aws s3api delete-bucket-lifecycle --bucket company-cloudtrail-logs-123456789012 && aws s3api put-bucket-versioning --bucket company-cloudtrail-logs-123456789012 \\
  --versioning-configuration Status=Enabled,MFADelete=Enabled \\
  --mfa "arn:aws:iam::123456789012:mfa/root-account-mfa-device CODE"`,
  );
});

it('names root’s device as the partition does', () => {
  expect(mfaDeleteCommand('any', '123456789012', 'aws-us-gov')).toContain(
    '"arn:aws-us-gov:iam::123456789012:mfa/root-account-mfa-device CODE"',
  );
});
