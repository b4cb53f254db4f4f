import { describe, expect, it } from 'vitest';
import { changesSafeguard, touchesSafeguard } from '../../../bot/domain/replay/uncovered.ts';
import { call, record, refused, trailEvent } from '../../support/records.ts';

describe('a call that changes a safeguard', () => {
  it.each([
    ['iam', 'CreateUser'],
    ['iam', 'GenerateSomethingNew', false],
    ['iam', 'ListUsers', false],
    ['iam', 'GetRole', false],
    ['iam', 'SimulatePrincipalPolicy', false],
    ['organizations', 'AttachPolicy'],
    ['kms', 'PutKeyPolicy'],
    ['kms', 'ScheduleKeyDeletion'],
    ['kms', 'Decrypt', false],
    ['kms', 'GenerateDataKeyWithoutPlaintext', false],
    ['cloudtrail', 'StopLogging'],
    ['cloudtrail', 'LookupEvents', false],
    ['logs', 'PutRetentionPolicy'],
    ['logs', 'CreateLogStream', false],
    ['logs', 'StartQuery', false],
    ['monitoring', 'DeleteAlarms'],
    ['monitoring', 'PutMetricData', false],
    ['config', 'StopConfigurationRecorder'],
    ['config', 'PutEvaluations', false],
    ['guardduty', 'UpdateDetector'],
    ['securityhub', 'DisableSecurityHub'],
    ['securityhub', 'BatchImportFindings', false],
    ['ec2', 'AuthorizeSecurityGroupIngress'],
    ['ec2', 'CreateRoute'],
    ['ec2', 'AttachInternetGateway'],
    ['ec2', 'ModifyVpcAttribute'],
    ['ec2', 'DisableEbsEncryptionByDefault'],
    ['ec2', 'RunInstances', false],
    ['ec2', 'CreateTags', false],
    ['ec2', 'DescribeVpcs', false],
    ['s3', 'PutBucketPolicy'],
    ['s3', 'DeleteBucketEncryption'],
    ['s3', 'PutObject', false],
    ['s3', 'PutBucketTagging', false],
    ['sso', 'CreateAccountAssignment'],
    ['sso', 'Authenticate', false],
    ['dynamodb', 'DeleteTable', false],
  ])('is known by its name: %s %s', (service, name, is = true) => {
    expect(touchesSafeguard(`${service}.amazonaws.com`, name)).toBe(is);
  });

  it('is one that was made, and that AWS does not call a read', () => {
    expect(changesSafeguard(trailEvent(call('iam', 'TagRole')))).toBe(true);
    expect(changesSafeguard(trailEvent(refused(call('iam', 'TagRole'))))).toBe(false);
    expect(changesSafeguard(trailEvent(record({ eventName: 'TagRole', readOnly: true })))).toBe(false);
    expect(changesSafeguard(trailEvent(record({ eventName: 'TagRole', readOnly: undefined })))).toBe(true);
  });

  it('is of no service that is named like something every object has', () => {
    expect(touchesSafeguard('constructor', 'CreateUser')).toBe(false);
  });
});
