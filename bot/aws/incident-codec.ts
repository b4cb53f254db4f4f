// An incident as DynamoDB keeps it: compressed JSON, small enough for an item whatever a record held.
import { gunzipSync, gzipSync } from 'node:zlib';
import type { Activity, Context } from '../domain/context/context.ts';
import { parseTrailEvent } from '../domain/event/parse-trail-event.ts';
import type { TrailEvent } from '../domain/event/trail-event.ts';
import type { Incident, News, Tally } from '../domain/incident/incident.ts';
import type { Json } from './json.ts';
import { decodeEntry, decodeTriage } from './triage-codec.ts';

/** An item holds 400 KB; keys and the rest of the attributes take little. */
const LARGEST = 350_000;
/** Of a record longer than this only what identifies it is kept: the log group has the whole. */
const LONGEST_RECORD = 16_000;
/** What is kept of a record when there are too many: who, what, when, and the beginning of the rest. */
const SHORT_RECORD = 1_500;

/** What is left of a value's type in JSON. */
/**
 * Never over {@link LARGEST} bytes: first all but the newest samples go, then most of what these say, then the oldest
 * fingerprints.
 */
export function encodeIncident(incident: Incident): Uint8Array {
  let bytes = pack(incident);
  const fewer = { ...incident, tallies: incident.tallies.map(newestSample) };
  if (bytes.length > LARGEST) bytes = pack(fewer);
  if (bytes.length > LARGEST) bytes = pack(fewer, SHORT_RECORD);
  for (let seen = incident.seen; bytes.length > LARGEST && seen.length > 0; ) {
    seen = seen.slice(Math.ceil(seen.length / 2));
    bytes = pack({ ...fewer, seen }, SHORT_RECORD);
  }
  return bytes;
}

export function decodeIncident(bytes: Uint8Array): Incident {
  const json: Json<Incident> = JSON.parse(gunzipSync(bytes).toString('utf8'));
  const {
    openedAt,
    lastActivityAt,
    tallies,
    alarms,
    nextLookAt,
    quietSince,
    untold,
    teller,
    context,
    triage,
    containments,
    ...rest
  } = json;
  return {
    ...rest,
    openedAt: new Date(openedAt),
    lastActivityAt: new Date(lastActivityAt),
    tallies: tallies.map(decodeTally),
    alarms: alarms.map((alarm) => ({ ...alarm, since: new Date(alarm.since) })),
    untold: untold.map(decodeNews),
    ...(nextLookAt !== undefined && { nextLookAt: new Date(nextLookAt) }),
    ...(quietSince !== undefined && { quietSince: new Date(quietSince) }),
    ...(teller !== undefined && { teller: { ...teller, until: new Date(teller.until) } }),
    ...(context !== undefined && { context: decodeContext(context) }),
    ...(triage !== undefined && { triage: decodeTriage(triage) }),
    ...(containments !== undefined && {
      containments: containments.map((one) => ({ ...one, at: new Date(one.at) })),
    }),
  };
}

function pack(incident: Incident, longest = LONGEST_RECORD): Uint8Array {
  const tallies = incident.tallies.map((tally) => ({
    ...tally,
    samples: tally.samples.map(({ record }) => shortRecord(record, longest)),
  }));
  return gzipSync(JSON.stringify({ ...incident, tallies }));
}

function newestSample(tally: Tally): Tally {
  return { ...tally, samples: tally.samples.slice(-1) };
}

function shortRecord(record: TrailEvent['record'], longest: number): TrailEvent['record'] {
  if (JSON.stringify(record).length <= longest) return record;
  const kept = Object.entries(record).slice(0, 60);
  return Object.fromEntries(kept.map(([name, value]) => [name, shortValue(value, longest)]));
}

/** Short text stays; long text is cut; an object that is long keeps the beginning of its members. */
function shortValue(value: unknown, longest: number): unknown {
  if (typeof value === 'string') return value.slice(0, longest / 16);
  if (typeof value !== 'object' || value === null) return value;
  if (JSON.stringify(value).length <= longest / 8) return value;
  if (Array.isArray(value)) return value.slice(0, 3).map((item) => shortMember(item, longest));
  const members = Object.entries(value).slice(0, longest > SHORT_RECORD ? 30 : 8);
  return Object.fromEntries(
    members.map(([name, member]) => [name.slice(0, 60), shortMember(member, longest)]),
  );
}

function shortMember(member: unknown, longest: number): unknown {
  const text = typeof member === 'string' ? member : (JSON.stringify(member) ?? '');
  return text.length <= longest / 32 ? member : `${text.slice(0, longest / 32)} [cut]`;
}

function decodeTally(tally: Json<Tally>): Tally {
  return {
    ...tally,
    first: new Date(tally.first),
    last: new Date(tally.last),
    recordedAt: new Date(tally.recordedAt),
    samples: tally.samples.map(parseTrailEvent),
  };
}

function decodeNews(news: Json<News>): News {
  if (news.kind === 'deed') return { ...news, entry: decodeEntry(news.entry) };
  if (news.kind === 'again') return { ...news, since: new Date(news.since) };
  return news.kind === 'quiet' ? { ...news, at: new Date(news.at) } : news;
}

function decodeContext({ hourBefore, keyCreated, ...rest }: Json<Context>): Context {
  return {
    ...rest,
    ...(hourBefore !== undefined && { hourBefore: decodeActivity(hourBefore) }),
    ...(keyCreated !== undefined && { keyCreated: new Date(keyCreated) }),
  };
}

function decodeActivity(activity: Json<Activity>): Activity {
  return {
    ...activity,
    from: new Date(activity.from),
    to: new Date(activity.to),
    lines: activity.lines.map((line) => ({ ...line, lastTime: new Date(line.lastTime) })),
  };
}
