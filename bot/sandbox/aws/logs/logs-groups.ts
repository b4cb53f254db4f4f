// CloudWatch Logs operations on log groups: create, describe, retention, tags, delete.
import { ACCOUNT_ID } from '../account.ts';
import { AwsFault, type Call, type Input, type Service } from '../call.ts';
import type { Clock } from '../clock.ts';
import { entriesOf, integerOf, textOf, textsOf } from '../input-members.ts';
import { constraint, invalidParameter, requireText } from './logs-input.ts';
import { byKey, describePage } from './logs-page.ts';
import { findGroup, GROUP_NAME, groupNameOf, groupOf, type LogGroup, type LogGroups } from './logs-state.ts';

const RETENTION_DAYS: ReadonlySet<number> = new Set([
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
]);

export function createGroupOperations(groups: LogGroups, clock: Clock): Service {
  return {
    CreateLogGroup(input, call) {
      const name = requireText(input, 'logGroupName', 512, GROUP_NAME);
      if (name.startsWith('aws/'))
        throw invalidParameter('Log groups starting with aws/ are reserved for AWS.');
      if (groups.has(name)) {
        throw new AwsFault('ResourceAlreadyExistsException', 'The specified log group already exists');
      }
      groups.set(name, newGroup(name, call, clock, tagsOf(input)));
      return {};
    },

    DescribeLogGroups(input) {
      const prefix = textOf(input, 'logGroupNamePrefix');
      const part = textOf(input, 'logGroupNamePattern')?.toLowerCase();
      if (prefix !== undefined && part !== undefined) {
        throw invalidParameter(
          'LogGroup name prefix and LogGroup name pattern are mutually exclusive parameters.',
        );
      }
      const wanted = textsOf(input, 'logGroupIdentifiers').map(groupNameOf);
      const found = [...groups.values()].filter(
        ({ name }) =>
          name.startsWith(prefix ?? '') &&
          name.toLowerCase().includes(part ?? '') &&
          (wanted.length === 0 || wanted.includes(name)),
      );
      const { page, nextToken } = describePage(
        found.sort(byKey((group) => group.name)),
        (group) => group.name,
        input,
      );
      return { logGroups: page.map(describe), nextToken };
    },

    PutRetentionPolicy(input) {
      const group = groupOf(groups, input);
      const days = integerOf(input, 'retentionInDays');
      if (days === undefined || !RETENTION_DAYS.has(days)) {
        const allowed = [...RETENTION_DAYS].join(', ');
        throw constraint(
          'retentionInDays',
          String(input.retentionInDays),
          `Member must satisfy enum value set: [${allowed}]`,
        );
      }
      group.retentionInDays = days;
      return {};
    },

    DeleteRetentionPolicy(input) {
      groupOf(groups, input).retentionInDays = undefined;
      return {};
    },

    DeleteLogGroup(input) {
      groups.delete(groupOf(groups, input).name);
      return {};
    },

    TagResource(input) {
      const group = taggedGroup(groups, input);
      for (const [key, value] of tagsOf(input)) group.tags.set(key, value);
      return {};
    },

    UntagResource(input) {
      const group = taggedGroup(groups, input);
      for (const key of textsOf(input, 'tagKeys')) group.tags.delete(key);
      return {};
    },

    ListTagsForResource: (input) => ({ tags: Object.fromEntries(taggedGroup(groups, input).tags) }),
  };
}

function newGroup(name: string, call: Call, clock: Clock, tags: Map<string, string>): LogGroup {
  return {
    name,
    arn: `arn:aws:logs:${call.region}:${ACCOUNT_ID}:log-group:${name}`,
    creationTime: clock.now().getTime(),
    retentionInDays: undefined,
    streams: new Map(),
    events: [],
    storedBytes: 0,
    metricFilters: new Map(),
    subscriptionFilters: new Map(),
    tags,
  };
}

function describe(group: LogGroup) {
  return {
    logGroupName: group.name,
    creationTime: group.creationTime,
    retentionInDays: group.retentionInDays,
    metricFilterCount: group.metricFilters.size,
    arn: `${group.arn}:*`,
    storedBytes: group.storedBytes,
    logGroupClass: 'STANDARD',
    logGroupArn: group.arn,
    deletionProtectionEnabled: false,
  };
}

function tagsOf(input: Input): Map<string, string> {
  return new Map(entriesOf(input, 'tags').map(([key, value]) => [key, String(value)]));
}

function taggedGroup(groups: LogGroups, input: Input): LogGroup {
  return findGroup(groups, groupNameOf(requireText(input, 'resourceArn', 1_011)));
}
