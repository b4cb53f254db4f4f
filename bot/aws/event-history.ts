// CloudTrail's event history through LookupEvents: two calls a second in each Region, so paced and kept for a while.
import { setTimeout as sleep } from 'node:timers/promises';
import { LookupEventsCommand, type LookupEventsCommandOutput } from '@aws-sdk/client-cloudtrail';
import { type LookupAttribute, lookupAttribute } from '../domain/actor/lookup-attribute.ts';
import { TrailbotError } from '../domain/errors.ts';
import { parseTrailMessage } from '../domain/event/parse-trail-event.ts';
import type { TrailEvent } from '../domain/event/trail-event.ts';
import type { EventHistory } from '../ports/aws.ts';
import type { Clock } from '../ports/run.ts';
import { callAws } from './aws-error.ts';
import type { Clients } from './clients.ts';

/** LookupEvents allows two calls a second for an account in a Region; others call it too. */
const PACE_MS = 550;
/** The event history keeps 90 days. */
const HISTORY_MS = 90 * 86_400_000;
const KEPT_MS = 60_000;
const KEPT_ANSWERS = 100;

type Answer = Awaited<ReturnType<EventHistory['lookup']>>;

export function createEventHistory({ cloudTrail }: Pick<Clients, 'cloudTrail'>, clock: Clock): EventHistory {
  const nextCall = new Map<string, number>();
  const kept = new Map<string, { until: number; answer: Promise<Answer> }>();

  async function turn(region: string): Promise<void> {
    const now = clock.now().getTime();
    const at = Math.max(now, nextCall.get(region) ?? 0);
    nextCall.set(region, at + PACE_MS);
    if (at > now) await sleep(at - now);
  }

  async function page(
    region: string,
    attribute: LookupAttribute,
    range: { from: Date; to: Date },
    token: string | undefined,
  ): Promise<LookupEventsCommandOutput> {
    await turn(region);
    const command = new LookupEventsCommand({
      LookupAttributes: [attribute],
      StartTime: range.from,
      EndTime: range.to,
      MaxResults: 50,
      NextToken: token,
    });
    return callAws('cloudtrail:LookupEvents', () => cloudTrail(region).send(command));
  }

  async function read(
    attribute: LookupAttribute,
    { region, from, to, pages }: Parameters<EventHistory['lookup']>[0],
  ): Promise<Answer> {
    const events: TrailEvent[] = [];
    let token: string | undefined;
    for (let read = 0; read < pages; read += 1) {
      const answer = await page(region, attribute, { from, to }, token);
      for (const event of answer.Events ?? []) events.push(...parsed(event.CloudTrailEvent));
      token = answer.NextToken;
      if (token === undefined) return { events, truncated: false };
    }
    return { events, truncated: true };
  }

  return {
    async lookup(query) {
      const attribute = lookupAttribute(query.actor);
      // What happened before CloudTrail's memory begins is a call that AWS refuses.
      const forgotten = query.to.getTime() < clock.now().getTime() - HISTORY_MS;
      if (!attribute || forgotten) return { events: [], truncated: false };
      const key = JSON.stringify([
        attribute,
        query.region,
        minute(query.from),
        minute(query.to),
        query.pages,
      ]);
      const now = clock.now().getTime();
      const before = kept.get(key);
      if (before && before.until > now) return before.answer;
      const answer = read(attribute, query);
      kept.set(key, { until: now + KEPT_MS, answer });
      answer.catch(() => kept.delete(key));
      const oldest = kept.keys().next().value;
      if (kept.size > KEPT_ANSWERS && oldest !== undefined) kept.delete(oldest);
      return answer;
    },
  };
}

/** An event that cannot be read here cannot be read anywhere: CloudTrail itself wrote it. */
function parsed(message: string | undefined): readonly TrailEvent[] {
  if (message === undefined) return [];
  try {
    return [parseTrailMessage(message)];
  } catch (error) {
    if (error instanceof TrailbotError) return [];
    throw error;
  }
}

function minute(date: Date): number {
  return Math.floor(date.getTime() / 60_000);
}
