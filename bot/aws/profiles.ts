// What each actor has been seen with, in DynamoDB: one small item for each trait, gone 90 days after its last sighting.
import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { Actor } from '../domain/actor/actor.ts';
import type { Profile } from '../domain/context/context.ts';
import { profileTraits } from '../domain/context/profile-traits.ts';
import type { Clock } from '../ports/run.ts';
import type { Observation, Profiles } from '../ports/store.ts';
import { callAws, isConditionFailed } from './aws-error.ts';
import type { Clients } from './clients.ts';
import { queryAll } from './query-all.ts';

const KEPT_SECONDS = 90 * 86_400;
/** A trait that was written within the hour is not written again by the same process. */
const FRESH_MS = 3_600_000;
const REMEMBERED = 20_000;
const AT_ONCE = 10;
/** A sort key holds 1,024 bytes, and a hostile record may name any Region. */
const LONGEST_TRAIT = 200;

/** The first and last time of a trait, as milliseconds. `trait` is the sort key: `COUNTRY#AU`, `DAY#2026-11-22`. */
interface Seen {
  readonly pk: string;
  readonly trait: string;
  readonly first: number;
  readonly last: number;
}

export function createProfiles(
  { dynamo }: Pick<Clients, 'dynamo'>,
  TableName: string,
  clock: Clock,
): Profiles {
  const written = new Map<string, number>();

  async function write(seen: Seen): Promise<void> {
    const before = await callAws('dynamodb:UpdateItem', () => extend(seen));
    if (before === 'newer' || before > seen.first) await lower({ pk: seen.pk, sk: seen.trait }, seen.first);
  }

  /** @returns the first sighting that is stored now; `newer` when a later one than `last` was stored before. */
  async function extend({ pk, trait, first, last }: Seen): Promise<number | 'newer'> {
    const update = new UpdateCommand({
      TableName,
      Key: { pk, sk: trait },
      UpdateExpression:
        'SET firstSeen = if_not_exists(firstSeen, :first), lastSeen = :last, expiresAt = :expiry',
      ConditionExpression: 'attribute_not_exists(lastSeen) OR lastSeen <= :last',
      ExpressionAttributeValues: {
        ':first': first,
        ':last': last,
        ':expiry': Math.floor(last / 1_000) + KEPT_SECONDS,
      },
      ReturnValues: 'ALL_NEW',
    });
    try {
      return Number((await dynamo.send(update)).Attributes?.firstSeen);
    } catch (error) {
      if (isConditionFailed(error)) return 'newer';
      throw error;
    }
  }

  /** Older events may be learned after newer ones: the first sighting is the oldest. */
  async function lower(Key: { pk: string; sk: string }, first: number): Promise<void> {
    await callAws('dynamodb:UpdateItem', async () => {
      try {
        await dynamo.send(
          new UpdateCommand({
            TableName,
            Key,
            UpdateExpression: 'SET firstSeen = :first',
            ConditionExpression: 'firstSeen > :first',
            ExpressionAttributeValues: { ':first': first },
          }),
        );
      } catch (error) {
        if (!isConditionFailed(error)) throw error;
      }
    });
  }

  function isFresh({ pk, trait, first }: Seen): boolean {
    const before = written.get(`${pk} ${trait}`);
    return before !== undefined && first - before < FRESH_MS && first >= before;
  }

  return {
    async read(actor, asOf) {
      const items = await queryAll(dynamo, {
        TableName,
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': pkOf(actor) },
      });
      const traits = items.map(({ sk, firstSeen, lastSeen }) => ({
        sk: String(sk),
        first: Number(firstSeen),
        last: Number(lastSeen),
      }));
      return profileAt(traits, asOf, clock.now());
    },

    async learn(observations, searched) {
      const seen = collect(observations, clock.now());
      if (searched) seen.push(...searchTraits(searched, clock.now()));
      const news = seen.filter((one) => !isFresh(one));
      for (let at = 0; at < news.length; at += AT_ONCE)
        await Promise.all(news.slice(at, at + AT_ONCE).map(write));
      for (const { pk, trait, last } of news) written.set(`${pk} ${trait}`, last);
      for (const key of written.keys()) {
        if (written.size <= REMEMBERED) break;
        written.delete(key);
      }
    },
  };
}

function profileAt(
  traits: readonly { sk: string; first: number; last: number }[],
  asOf: Date,
  now: Date,
): Profile {
  // DynamoDB removes expired items within days, not at once.
  const oldest = now.getTime() - KEPT_SECONDS * 1_000;
  const known = traits.filter(({ first, last }) => first < asOf.getTime() && last >= oldest);
  const values = (kind: string) =>
    known.filter(({ sk }) => sk.startsWith(`${kind}#`)).map(({ sk }) => sk.slice(kind.length + 1));
  const since = traits.find(({ sk }) => sk === 'SINCE')?.first;
  const days = known
    .filter(({ sk }) => sk.startsWith('DAY#'))
    .map(({ last }) => Math.min(last, asOf.getTime()));
  return {
    watchedSince: since === undefined ? undefined : new Date(since),
    lastSeen: days.length > 0 ? new Date(Math.max(...days)) : undefined,
    countries: values('COUNTRY'),
    networks: values('NETWORK'),
    regions: values('REGION'),
    tools: values('TOOL'),
    searchedRegions: values('SEARCHED'),
    refused: 0,
  };
}

/** One item for each actor and trait, however many events showed it. */
function collect(observations: readonly Observation[], now: Date): Seen[] {
  const seen = new Map<string, Seen>();
  for (const { actor, event, source } of observations) {
    const time = (event.eventTime ?? now).getTime();
    for (const trait of traitKeys(event, source, time)) {
      const pk = pkOf(actor);
      const key = `${pk} ${trait}`;
      const before = seen.get(key);
      const first = Math.min(time, before?.first ?? time);
      seen.set(key, { pk, trait, first, last: Math.max(time, before?.last ?? time) });
    }
  }
  return [...seen.values()];
}

function traitKeys(
  event: Observation['event'],
  source: Observation['source'],
  time: number,
): readonly string[] {
  const { country, network, region, tool } = profileTraits(event, source);
  const day = new Date(time).toISOString().slice(0, 10);
  return [
    `DAY#${day}`,
    ...(country ? [`COUNTRY#${country}`] : []),
    ...(network ? [`NETWORK#${network}`] : []),
    ...(region ? [`REGION#${region.slice(0, LONGEST_TRAIT)}`] : []),
    ...(tool ? [`TOOL#${tool}`] : []),
  ];
}

function searchTraits(
  { actor, since, regions }: NonNullable<Parameters<Profiles['learn']>[1]>,
  now: Date,
): readonly Seen[] {
  const times = { pk: pkOf(actor), first: since.getTime(), last: now.getTime() };
  return [
    { ...times, trait: 'SINCE' },
    ...regions.map((region) => ({ ...times, trait: `SEARCHED#${region}` })),
  ];
}

function pkOf(actor: Actor): string {
  return `PROFILE#${actor.key}`;
}
