import { describe, expect, it } from 'vitest';
import { type ArchivePlace, archiveStatements } from '../../bot/domain/deployment/archive-rules.ts';
import { missingStatements } from '../../bot/setup/bucket-policy.ts';

const PLACE: ArchivePlace = {
  bucketArn: 'arn:aws:s3:::their-logs',
  accountId: '123456789012',
  trailArn: 'arn:aws:cloudtrail:us-east-1:123456789012:trail/audit',
};
const BOTH = ['CloudTrailChecksTheBucket', 'CloudTrailWrites'];

function missing(statements: unknown, place = PLACE): readonly string[] {
  return missingStatements(JSON.stringify({ Statement: statements }), place).map(({ Sid }) => Sid);
}

describe('the policy of a bucket that is there already', () => {
  const [acl, write] = archiveStatements(PLACE);

  it('lacks nothing with our own statements', () => {
    expect(missing([acl, write])).toEqual([]);
  });

  it('lacks nothing with the ones of an old console, which are bound to no trail', () => {
    const service = { Service: ['cloudtrail.amazonaws.com', 'config.amazonaws.com'] };
    expect(
      missing([
        {
          Effect: 'Allow',
          Principal: service,
          Action: 's3:GetBucketAcl',
          Resource: 'arn:aws:s3:::their-logs',
        },
        { Effect: 'Allow', Principal: service, Action: 's3:Put*', Resource: 'arn:aws:s3:::their-logs/*' },
      ]),
    ).toEqual([]);
  });

  it.each([
    ['there is none', undefined],
    ['it is no JSON', '{'],
  ])('lacks both when %s', (_, policy) => {
    expect(missingStatements(policy, PLACE).map(({ Sid }) => Sid)).toEqual(BOTH);
  });

  it.each([
    [
      'is another trail’s',
      { ...write, Condition: { StringEquals: { 'aws:SourceArn': `${PLACE.trailArn}-2` } } },
    ],
    ['is about another account', { ...write, Resource: 'arn:aws:s3:::their-logs/AWSLogs/210987654321/*' }],
    ['is about another bucket', { ...write, Resource: 'arn:aws:s3:::their-logs-2/*' }],
    ['is another service’s', { ...write, Principal: { Service: 'config.amazonaws.com' } }],
    ['denies', { ...write, Effect: 'Deny' }],
    ['asks for what CloudTrail’s calls do not have', { ...write, Condition: { Bool: { 'aws:x': 'true' } } }],
    ['holds elsewhere', { ...write, Condition: { StringEquals: { 'aws:SourceVpc': 'vpc-1' } } }],
  ])('lacks the one that lets it write when it %s', (_, statement) => {
    expect(missing([acl, statement])).toEqual(['CloudTrailWrites']);
  });

  it('reads a statement that stands alone, and keys in any case', () => {
    const Condition = { ArnLike: { 'AWS:SourceArn': 'arn:aws:cloudtrail:*:123456789012:trail/*' } };
    expect(missing({ ...write, Condition })).toEqual(['CloudTrailChecksTheBucket']);
  });

  it('has to let in the files of the whole organization, when the trail is the organization’s', () => {
    expect(missing([acl, write], { ...PLACE, organizationId: 'o-abcdefghij' })).toEqual(['CloudTrailWrites']);
  });
});
