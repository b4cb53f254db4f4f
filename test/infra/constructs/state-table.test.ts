import { beforeAll, describe, expect, it } from 'vitest';
import { ACCOUNT } from '../../support/records.ts';
import { type BotSide, synthBotSide } from '../../support/synth-bot-side.ts';

let side: BotSide;
beforeAll(() => {
  side = synthBotSide({}, ACCOUNT);
});

describe('the table', () => {
  it('has the keys by which the bot finds what it keeps', () => {
    const key = (hash: string, range: string) => [
      { AttributeName: hash, KeyType: 'HASH' },
      { AttributeName: range, KeyType: 'RANGE' },
    ];
    expect(side.one('AWS::DynamoDB::Table', 'TableName', 'trailbot')).toMatchObject({
      KeySchema: key('pk', 'sk'),
      GlobalSecondaryIndexes: [
        { IndexName: 'gsi1', KeySchema: key('gsi1pk', 'gsi1sk'), Projection: { ProjectionType: 'ALL' } },
      ],
      TimeToLiveSpecification: { AttributeName: 'expiresAt', Enabled: true },
      BillingMode: 'PAY_PER_REQUEST',
    });
  });

  it('outlives a mistake: 35 days can be taken back, nobody deletes it by accident, and it stays behind', () => {
    side.template.hasResource('AWS::DynamoDB::Table', {
      Properties: {
        PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
        DeletionProtectionEnabled: true,
      },
      DeletionPolicy: 'Retain',
      UpdateReplacePolicy: 'Retain',
    });
  });

  it('is found again by its name after an earlier deployment, and left as it is', () => {
    const again = synthBotSide({ existing: { trail: false, logGroup: false, table: true } }, ACCOUNT);
    again.template.resourceCountIs('AWS::DynamoDB::Table', 0);
    again.template.hasOutput('Table', { Value: 'trailbot' });
  });
});
