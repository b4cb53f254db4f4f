// Subscription filters: put, describe, delete them, and deliver what they match.
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { ACCOUNT_ID } from '../account.ts';
import { AwsFault, type Service } from '../call.ts';
import type { Clock } from '../clock.ts';
import { textOf } from '../input-members.ts';
import { invalidParameter, requireText } from './logs-input.ts';
import { checkRegexPatterns, limitExceeded, requirePattern } from './logs-metric-filters.ts';
import { byKey, describePage } from './logs-page.ts';
import { createMatcher } from './logs-pattern.ts';
import {
  groupOf,
  type LogEvent,
  type LogGroup,
  type LogGroups,
  type LogStream,
  STREAM_OR_FILTER_NAME,
  type SubscriptionFilter,
} from './logs-state.ts';

/** `data` is what a Lambda function finds in `event.awslogs.data`: gzip, then base64. */
export interface SubscriptionDelivery {
  readonly destinationArn: string;
  readonly data: string;
}

export type DeliverSubscription = (delivery: SubscriptionDelivery) => void | Promise<void>;

const MAX_SUBSCRIPTIONS = 2;
const MAX_BATCH = 1_000;

const compress = promisify(gzip);

export function createSubscriptionOperations(
  groups: LogGroups,
  clock: Clock,
  deliver: DeliverSubscription,
): Service {
  return {
    async PutSubscriptionFilter(input) {
      const group = groupOf(groups, input);
      const name = requireText(input, 'filterName', 512, STREAM_OR_FILTER_NAME);
      const pattern = requirePattern(input);
      const destinationArn = requireText(input, 'destinationArn', 2_048);
      if (!group.subscriptionFilters.has(name) && group.subscriptionFilters.size >= MAX_SUBSCRIPTIONS) {
        throw limitExceeded();
      }
      checkRegexPatterns(group, pattern, name);
      await probe(destinationArn, clock, deliver);
      group.subscriptionFilters.set(name, {
        name,
        pattern,
        destinationArn,
        roleArn: textOf(input, 'roleArn'),
        distribution: textOf(input, 'distribution') ?? 'ByLogStream',
        creationTime: clock.now().getTime(),
      });
      return {};
    },

    DescribeSubscriptionFilters(input) {
      const group = groupOf(groups, input);
      const prefix = textOf(input, 'filterNamePrefix') ?? '';
      const found = [...group.subscriptionFilters.values()].filter(({ name }) => name.startsWith(prefix));
      const keyOf = ({ name }: SubscriptionFilter) => name;
      const { page, nextToken } = describePage(found.sort(byKey(keyOf)), keyOf, input);
      return { subscriptionFilters: page.map((filter) => describe(group, filter)), nextToken };
    },

    DeleteSubscriptionFilter(input) {
      const group = groupOf(groups, input);
      if (!group.subscriptionFilters.delete(requireText(input, 'filterName', 512, STREAM_OR_FILTER_NAME))) {
        throw new AwsFault('ResourceNotFoundException', 'The specified subscription filter does not exist.');
      }
      return {};
    },
  };
}

/** Hands the events that a filter of the group matches to its destination, in batches. */
export async function deliverEvents(
  group: LogGroup,
  stream: LogStream,
  events: readonly LogEvent[],
  deliver: DeliverSubscription,
): Promise<void> {
  if (group.subscriptionFilters.size === 0) return;
  const matchers = events.map(({ message }) => createMatcher(message));
  for (const { name, pattern, destinationArn } of group.subscriptionFilters.values()) {
    const matched = events.filter((_event, index) => matchers[index]?.(pattern));
    for (let from = 0; from < matched.length; from += MAX_BATCH) {
      const logEvents = matched
        .slice(from, from + MAX_BATCH)
        .map(({ id, timestamp, message }) => ({ id, timestamp, message }));
      const payload = {
        messageType: 'DATA_MESSAGE',
        owner: ACCOUNT_ID,
        logGroup: group.name,
        logStream: stream.name,
        subscriptionFilters: [name],
        logEvents,
      };
      await deliver({ destinationArn, data: await encodePayload(payload) });
    }
  }
}

/** The control message with which CloudWatch Logs finds out whether the destination can be reached. */
async function probe(destinationArn: string, clock: Clock, deliver: DeliverSubscription): Promise<void> {
  const payload = {
    messageType: 'CONTROL_MESSAGE',
    owner: 'CloudwatchLogs',
    logGroup: '',
    logStream: '',
    subscriptionFilters: [],
    logEvents: [
      {
        id: '',
        timestamp: clock.now().getTime(),
        message: 'CWL CONTROL MESSAGE: Checking health of destination.',
      },
    ],
  };
  try {
    await deliver({ destinationArn, data: await encodePayload(payload) });
  } catch (cause) {
    throw invalidParameter(
      `Could not execute the destination ${destinationArn}. Make sure you have given CloudWatch Logs permission to call it. ${String(cause)}`,
    );
  }
}

async function encodePayload(payload: object): Promise<string> {
  return (await compress(JSON.stringify(payload))).toString('base64');
}

function describe(group: LogGroup, filter: SubscriptionFilter) {
  return {
    filterName: filter.name,
    logGroupName: group.name,
    filterPattern: filter.pattern.text,
    destinationArn: filter.destinationArn,
    roleArn: filter.roleArn,
    distribution: filter.distribution,
    applyOnTransformedLogs: false,
    creationTime: filter.creationTime,
  };
}
