// An incident as DynamoDB keeps it: compressed JSON, small enough for an item whatever a record held.
import { gunzipSync, gzipSync } from 'node:zlib';
import type { Activity, Context } from '../domain/context/context.ts';
import { parseTrailEvent } from '../domain/event/parse-trail-event.ts';
import type { TrailEvent } from '../domain/event/trail-event.ts';
import type { Incident, News, Tally } from '../domain/incident/incident.ts';

/** An item holds 400 KB; keys and the rest of the attributes take little. */
const LARGEST = 350_000;
/** Of a record longer than this only what identifies it is kept: the log group has the whole. */
const LONGEST_RECORD = 16_000;

type Json<T> = T extends Date
  ? string
  : T extends TrailEvent
    ? TrailEvent['record']
    : T extends readonly (infer Item)[]
      ? readonly Json<Item>[]
      : T extends object
        ? { readonly [Key in keyof T]: Json<T[Key]> }
        : T;

/** Never over {@link LARGEST} bytes: first all but the newest samples go, then the oldest fingerprints. */
export function encodeIncident(incident: Incident): Uint8Array {
  let bytes = pack(incident);
  if (bytes.length > LARGEST) bytes = pack({ ...incident, tallies: incident.tallies.map(newestSample) });
  for (let seen = incident.seen; bytes.length > LARGEST && seen.length > 0; ) {
    seen = seen.slice(Math.ceil(seen.length / 2));
    bytes = pack({ ...incident, seen, tallies: incident.tallies.map(newestSample) });
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
  };
}

function pack(incident: Incident): Uint8Array {
  const tallies = incident.tallies.map((tally) => ({ ...tally, samples: tally.samples.map(shortRecord) }));
  return gzipSync(JSON.stringify({ ...incident, tallies }));
}

function newestSample(tally: Tally): Tally {
  return { ...tally, samples: tally.samples.slice(-1) };
}

function shortRecord({ record }: TrailEvent): TrailEvent['record'] {
  if (JSON.stringify(record).length <= LONGEST_RECORD) return record;
  const kept = Object.entries(record).map(([name, value]) => [name, shortValue(value)] as const);
  return Object.fromEntries(kept);
}

/** Short text stays; long text is cut; an object that is long keeps its short text members. */
function shortValue(value: unknown): unknown {
  if (typeof value === 'string') return value.slice(0, 1_000);
  if (typeof value !== 'object' || value === null) return value;
  if (JSON.stringify(value).length <= 2_000) return value;
  if (Array.isArray(value)) return value.slice(0, 3).map(shortValue);
  const members = Object.entries(value).slice(0, 30);
  return Object.fromEntries(members.map(([name, member]) => [name.slice(0, 100), shortMember(member)]));
}

function shortMember(member: unknown): unknown {
  const text = typeof member === 'string' ? member : JSON.stringify(member);
  return text.length <= 500 ? member : `${text.slice(0, 500)} [cut]`;
}

function decodeTally(tally: Json<Tally>): Tally {
  return {
    ...tally,
    first: new Date(tally.first),
    last: new Date(tally.last),
    samples: tally.samples.map(parseTrailEvent),
  };
}

function decodeNews(news: Json<News>): News {
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
