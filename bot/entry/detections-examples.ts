// Invents the records of a new detection's examples: one that it counts, and some that miss one thing each.
import { randomUUID } from 'node:crypto';
import { isDataEvent, usualDataEvent } from '../domain/detection/data-event.ts';
import type { Lane } from '../domain/detection/detection.ts';
import { fitted, missing } from '../domain/detection/narrow.ts';
import type { Where } from '../domain/detection/where.ts';
import type { JsonObject } from '../domain/event/trail-event.ts';
import { compileOfAnyLength } from '../domain/filter-pattern/compile-filter-pattern.ts';

export interface ToInvent {
  readonly filter: string;
  readonly lane: Lane;
  readonly eventSource: string;
  readonly eventNames: readonly string[];
  readonly wheres: readonly Where[];
}

export interface Invented {
  readonly name: string;
  /** Undefined for what is not counted. */
  readonly lane?: Lane;
  readonly event: JsonObject;
}

/** Calls for the example that stays quiet. The second is for a filter that counts every call of the service. */
const OTHER_CALLS = [
  ['', 'DescribeSomethingElse'],
  ['sts.amazonaws.com', 'GetCallerIdentity'],
  ['s3.amazonaws.com', 'ListBuckets'],
] as const;
/** In the name of an example. */
const LONGEST_WHAT = 90;

/** The first is counted, each with a name of its own. */
export function inventExamples({
  filter,
  lane,
  eventSource,
  eventNames,
  wheres,
}: ToInvent): readonly Invented[] {
  const call = callName(eventSource, eventNames);
  const record = recordOf(eventSource, call);
  const quiet = missing(record, wheres).map(({ what, event }, at) => ({
    // Two that are cut may be alike.
    name: what.length > LONGEST_WHAT ? `the same call, otherwise ${at + 1}` : `the same call with ${what}`,
    event: { ...event, requestID: randomUUID(), eventID: randomUUID() },
  }));
  return [
    { name: `somebody calls ${call}`, lane, event: fitted(record, wheres) },
    ...quiet,
    { name: 'another call', event: otherCall(filter, eventSource) },
  ];
}

function callName(eventSource: string, [first = '*']: readonly string[]): string {
  if (!first.endsWith('*')) return first;
  const begins = first.replaceAll('*', '');
  return usualDataEvent(eventSource, begins) ?? (begins === '' ? 'AnyCall' : begins);
}

function otherCall(filter: string, eventSource: string): JsonObject {
  const { matchesRecord } = compileOfAnyLength(filter);
  const records = OTHER_CALLS.map(([source, name]) => recordOf(source || eventSource, name));
  return records.find((record) => !matchesRecord(record)) ?? recordOf('example.amazonaws.com', 'AnotherCall');
}

function recordOf(eventSource: string, eventName: string): JsonObject {
  const isData = isDataEvent(eventSource, eventName);
  return {
    eventVersion: '1.11',
    userIdentity: {
      type: 'IAMUser',
      principalId: 'AIDAEXAMPLEUSERID0001',
      arn: 'arn:aws:iam::123456789012:user/alice',
      accountId: '123456789012',
      accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
      userName: 'alice',
    },
    eventTime: '2026-03-10T09:14:05Z',
    eventSource,
    eventName,
    awsRegion: 'us-east-1',
    sourceIPAddress: '192.0.2.10',
    userAgent: 'aws-cli/2.27.41',
    requestParameters: null,
    responseElements: null,
    requestID: randomUUID(),
    eventID: randomUUID(),
    readOnly: /^(Get|List|Describe|Head|Lookup)/.test(eventName),
    eventType: 'AwsApiCall',
    managementEvent: !isData,
    recipientAccountId: '123456789012',
    eventCategory: isData ? 'Data' : 'Management',
  };
}
