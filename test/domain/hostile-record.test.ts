// Whatever stands in a record, all that is read from it stays usable and short.
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { ACTION_SENTENCES } from '../../bot/domain/action/action-sentences.ts';
import { describeAction } from '../../bot/domain/action/describe-action.ts';
import { identifyActor } from '../../bot/domain/actor/identify-actor.ts';
import { classifySource } from '../../bot/domain/context/classify-source.ts';
import { findUnusual } from '../../bot/domain/context/find-unusual.ts';
import { foldActivity } from '../../bot/domain/context/fold-activity.ts';
import { nameTool } from '../../bot/domain/context/name-tool.ts';
import { profileTraits } from '../../bot/domain/context/profile-traits.ts';
import { listResources } from '../../bot/domain/event/list-resources.ts';
import { parseTrailEvent } from '../../bot/domain/event/parse-trail-event.ts';
import { arbitraryRecord } from '../support/arbitrary-records.ts';

/** Those whose sentence depends on what the request looks like, and some that only fill names in. */
const CALLS = [
  ['signin.amazonaws.com', 'ConsoleLogin'],
  ['signin.amazonaws.com', 'SwitchRole'],
  ['sts.amazonaws.com', 'AssumeRole'],
  ['iam.amazonaws.com', 'UpdateAccessKey'],
  ['iam.amazonaws.com', 'PutRolePolicy'],
  ['iam.amazonaws.com', 'UpdateAssumeRolePolicy'],
  ['cloudtrail.amazonaws.com', 'PutEventSelectors'],
  ['ec2.amazonaws.com', 'AuthorizeSecurityGroupIngress'],
  ['ec2.amazonaws.com', 'ModifySecurityGroupRules'],
  ['ec2.amazonaws.com', 'RunInstances'],
  ['ec2.amazonaws.com', 'ModifySnapshotAttribute'],
  ['rds.amazonaws.com', 'ModifyDBInstance'],
  ['s3.amazonaws.com', 'PutBucketPolicy'],
  ['s3.amazonaws.com', 'PutBucketAcl'],
  ['kms.amazonaws.com', 'PutKeyPolicy'],
  ['lambda.amazonaws.com', 'AddPermission20150331v2'],
  ...[...ACTION_SENTENCES.keys()].slice(0, 20).map((key) => {
    const [service = '', eventName = ''] = key.split(':');
    return [`${service}.amazonaws.com`, eventName] as const;
  }),
] as const;

const settings = {
  workingHours: { timeZone: 'Europe/Amsterdam', days: [1, 2, 3, 4, 5], from: '08:00', to: '18:00' },
};
const NOW = new Date('2026-11-22T14:03:11Z');

it('every reading of a record is bounded, and none throws', () => {
  fc.assert(
    fc.property(arbitraryRecord(CALLS), (record) => {
      const event = parseTrailEvent(record);
      const actor = identifyActor(event);
      const source = classifySource(event.sourceIPAddress, {});
      const tool = nameTool(event.userAgent);
      const watchedSince = new Date('2026-01-01T00:00:00Z');
      const profile = {
        watchedSince,
        lastSeen: watchedSince,
        countries: [],
        networks: [],
        regions: [],
        tools: [],
        searchedRegions: [],
      };
      const unusual = findUnusual({
        event,
        actor,
        source,
        tool,
        profile: { ...profile, refused: 3 },
        keyCreated: NOW,
        settings,
        now: NOW,
      });
      const [line] = foldActivity([event], { from: NOW, to: NOW, truncated: false }).lines;

      expect(actor.key.length).toBeLessThanOrEqual(300);
      expect(actor.name).not.toBe('');
      expect(
        Math.max(actor.name.length, actor.session?.length ?? 0, actor.accountId.length),
      ).toBeLessThanOrEqual(128);
      expect(describeAction(event).length).toBeLessThanOrEqual(200);
      expect(listResources(event).length).toBeLessThanOrEqual(10);
      expect(Math.max(0, ...listResources(event).map((one) => one.length))).toBeLessThanOrEqual(200);
      expect(Math.max(0, ...unusual.map(({ sentence }) => sentence.length))).toBeLessThanOrEqual(250);
      expect(profileTraits(event, source).tool.length).toBeLessThanOrEqual(120);
      expect(line?.count).toBe(1);
      for (const text of [actor.name, actor.key, describeAction(event), tool.words, source.address]) {
        expect(text.isWellFormed()).toBe(true);
      }
    }),
    { numRuns: 500 },
  );
});
