// LookupEvents: one attribute, one Region, 90 days, two calls a second.
import { createHash } from 'node:crypto';
import { AwsFault, type Call, type Input } from '../call.ts';
import type { Clock } from '../clock.ts';
import { integerOf, structuresOf, textOf, timeOf } from '../input-members.ts';
import type { History, HistoryEvent } from './cloudtrail-history.ts';

const DAY = 86_400_000;
const KEPT_DAYS = 90;
const LARGEST_PAGE = 50;
/** Per account and Region: https://docs.aws.amazon.com/awscloudtrail/latest/userguide/WhatIsCloudTrail-Limits.html */
const CALLS_PER_SECOND = 2;

type Matches = (event: HistoryEvent, value: string) => boolean;

const MATCHES: ReadonlyMap<string, Matches> = new Map<string, Matches>([
  ['EventId', (event, value) => event.id === value],
  ['EventName', (event, value) => event.name === value],
  ['EventSource', (event, value) => event.source === value],
  ['ReadOnly', (event, value) => event.readOnly === value.toLowerCase()],
  ['Username', (event, value) => event.username === value],
  ['AccessKeyId', (event, value) => event.accessKeyId === value],
  ['ResourceType', (event, value) => event.resources.some((it) => it.ResourceType === value)],
  ['ResourceName', (event, value) => event.resources.some((it) => it.ResourceName === value)],
]);

export function createLookup(history: History, clock: Clock): (input: Input, call: Call) => Input {
  const recentCalls = new Map<string, number[]>();

  /** Counts in real time, whatever the clock says: it is about how fast calls come in. */
  function throttle(region: string): void {
    const now = performance.now();
    const recent = (recentCalls.get(region) ?? []).filter((at) => now - at < 1_000);
    recentCalls.set(region, recent);
    if (recent.length >= CALLS_PER_SECOND) throw new AwsFault('ThrottlingException', 'Rate exceeded');
    recent.push(now);
  }

  return (input, { region }) => {
    throttle(region);
    const matches = parseAttribute(input);
    const { from, to } = parseTimes(input, clock.now().getTime());
    const max = parseMax(input);
    const query = fingerprint(input, region);
    const after = parseToken(input, query);
    if (input.EventCategory !== undefined) return emptyInsights(input);

    const page: HistoryEvent[] = [];
    let more = false;
    for (const event of history.newestFirst()) {
      if (event.time < from) break;
      if (event.time > to || event.region !== region || !isAfter(event, after) || !matches(event)) continue;
      more = page.length === max;
      if (more) break;
      page.push(event);
    }
    const last = page.at(-1);
    return { Events: page.map(render), NextToken: more && last ? writeToken(last, query) : undefined };
  };
}

function parseAttribute(input: Input): (event: HistoryEvent) => boolean {
  const attributes = structuresOf(input, 'LookupAttributes');
  const [attribute] = attributes;
  if (attribute === undefined) return () => true;
  const matches = MATCHES.get(textOf(attribute, 'AttributeKey') ?? '');
  const value = textOf(attribute, 'AttributeValue') ?? '';
  if (attributes.length > 1) throw invalidAttributes('LookupAttributes can only contain one attribute.');
  if (matches === undefined) throw invalidAttributes('The attribute key is not one that can be looked up.');
  if (value === '' || value.length > 2_000) {
    throw invalidAttributes('The attribute value must have between 1 and 2000 characters.');
  }
  return (event) => matches(event, value);
}

function parseTimes(input: Input, now: number): { readonly from: number; readonly to: number } {
  const oldest = now - KEPT_DAYS * DAY;
  const from = timeOf(input, 'StartTime')?.getTime() ?? oldest;
  const to = timeOf(input, 'EndTime')?.getTime() ?? Number.POSITIVE_INFINITY;
  if (from > to) {
    throw new AwsFault('InvalidTimeRangeException', 'The start time must not be after the end time.');
  }
  if (to < oldest) {
    throw new AwsFault(
      'InvalidTimeRangeException',
      `The time range must lie within the last ${KEPT_DAYS} days.`,
    );
  }
  return { from: Math.max(from, oldest), to };
}

function parseMax(input: Input): number {
  const max = integerOf(input, 'MaxResults') ?? LARGEST_PAGE;
  if (max >= 1 && max <= LARGEST_PAGE) return max;
  throw new AwsFault('InvalidMaxResultsException', `MaxResults must be between 1 and ${LARGEST_PAGE}.`);
}

/** The sandbox makes no Insights events, so a valid question for them has an empty answer. */
function emptyInsights(input: Input): Input {
  if (input.EventCategory === 'insight') return { Events: [] };
  throw new AwsFault('InvalidEventCategoryException', 'The event category must be insight.');
}

/** A token only goes on with the query that it came from. */
function fingerprint(input: Input, region: string): string {
  const { LookupAttributes, StartTime, EndTime, EventCategory } = input;
  const text = JSON.stringify([region, LookupAttributes, StartTime, EndTime, EventCategory]);
  return createHash('sha256').update(text).digest('base64url').slice(0, 16);
}

function writeToken({ time, sequence }: HistoryEvent, query: string): string {
  return Buffer.from(`${query}/${time}/${sequence}`).toString('base64url');
}

function parseToken(input: Input, query: string): { time: number; sequence: number } | undefined {
  const token = textOf(input, 'NextToken');
  if (token === undefined) return undefined;
  const match = /^([\w-]{16})\/([0-9]{1,16})\/([0-9]{1,16})$/.exec(
    Buffer.from(token, 'base64url').toString(),
  );
  if (match?.[1] !== query) throw new AwsFault('InvalidNextTokenException', 'Invalid token.');
  return { time: Number(match[2]), sequence: Number(match[3]) };
}

/** Whether the event comes later in a newest-first list. */
function isAfter(event: HistoryEvent, last: { time: number; sequence: number } | undefined): boolean {
  if (last === undefined) return true;
  return event.time < last.time || (event.time === last.time && event.sequence < last.sequence);
}

function render(event: HistoryEvent): Input {
  return {
    EventId: event.id,
    EventName: event.name,
    ReadOnly: event.readOnly,
    AccessKeyId: event.accessKeyId,
    EventTime: new Date(event.time),
    EventSource: event.source,
    Username: event.username,
    Resources: event.resources,
    CloudTrailEvent: event.json,
  };
}

function invalidAttributes(message: string): AwsFault {
  return new AwsFault('InvalidLookupAttributesException', message);
}
