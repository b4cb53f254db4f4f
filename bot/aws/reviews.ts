// What the daily review is made of, in DynamoDB: each event once, listed by when it was added, and who signed off last.
import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { TrailbotError } from '../domain/errors.ts';
import type { Sighting } from '../domain/incident/incident.ts';
import { dateAt, numberAt, textAt } from '../domain/read-json.ts';
import { type HiddenBy, hiddenBy, parseReviewedEvent } from '../domain/review/reviewed-event.ts';
import type { Reviewed, Reviews, SignOff, Suppressions } from '../ports/store.ts';
import { callAws, isConditionFailed } from './aws-error.ts';
import type { Clients } from './clients.ts';
import { queryAll } from './query-all.ts';
import { AT_ONCE, writeMissing } from './write-missing.ts';

/** PCI DSS 10.5.1 asks for a year of audit history. */
const KEPT_DAYS = 400;
const DAY_MS = 86_400_000;
const LAST = { pk: 'SIGN-OFF', sk: 'LAST' };

/** @param suppressions say who made them, and are told how many events they hid that were not counted before. */
export function createReviews(
  { dynamo }: Pick<Clients, 'dynamo'>,
  TableName: string,
  suppressions: Pick<Suppressions, 'active' | 'countHidden'>,
): Reviews {
  async function whatHid(suppressionId: string): Promise<Hidden> {
    const found = (await suppressions.active()).find(({ id }) => id === suppressionId);
    return { suppressionId, ...(found && { hiddenBy: hiddenBy(found) }) };
  }

  return {
    async add(sightings, at, suppressionId) {
      const begun = performance.now();
      const hidden = suppressionId === undefined ? undefined : await whatHid(suppressionId);
      const all = [...new Map(sightings.map((sighting) => [keyOf(sighting), sighting])).values()];
      let fresh = 0;
      for (let start = 0; start < all.length; start += AT_ONCE) {
        // Each has the time at which it was written: one that came later than it says could slip past a sign-off.
        const addedAt = new Date(at.getTime() + performance.now() - begun);
        const items = all.slice(start, start + AT_ONCE).map((sighting) => itemOf(sighting, addedAt, hidden));
        // What was added first keeps its time, or it would come up in a second review.
        fresh += await writeMissing(dynamo, TableName, items);
      }
      if (suppressionId !== undefined && fresh > 0) await suppressions.countHidden(suppressionId, fresh);
    },

    async list(since, until) {
      const found: Reviewed[] = [];
      for (const day of daysBetween(since, until)) {
        const items = await queryAll(dynamo, {
          TableName,
          IndexName: 'gsi1',
          KeyConditionExpression: 'gsi1pk = :day AND gsi1sk BETWEEN :after AND :upTo',
          ExpressionAttributeValues: {
            ':day': dayKey(day),
            ':after': `${since.toISOString()}${AFTER_ALL}`,
            ':upTo': `${until.toISOString()}${AFTER_ALL}`,
          },
        });
        found.push(...items.map(reviewedOf));
      }
      return found;
    },

    async lastSignOff() {
      const command = new GetCommand({ TableName, Key: LAST, ConsistentRead: true });
      const { Item } = await callAws('dynamodb:GetItem', () => dynamo.send(command));
      if (!Item) return undefined;
      const [at, until] = [dateAt(Item, 'at'), dateAt(Item, 'until')];
      // As if there were none, all before the last week would go by without being looked at.
      if (!at || !until) throw unreadable();
      return { userId: textAt(Item, 'userId'), at, until, count: numberAt(Item, 'count') ?? 0 };
    },

    async signOff({ userId, at, until, count }: SignOff) {
      const Item = { ...LAST, userId, count, at: at.toISOString(), until: until.toISOString() };
      const command = new PutCommand({
        TableName,
        Item,
        ConditionExpression: 'attribute_not_exists(pk) OR #until < :until',
        ExpressionAttributeNames: { '#until': 'until' },
        ExpressionAttributeValues: { ':until': Item.until },
      });
      try {
        await callAws('dynamodb:PutItem', () => dynamo.send(command));
      } catch (error) {
        if (error instanceof TrailbotError && isConditionFailed(error.cause)) throw overtaken(until, error);
        throw error;
      }
    },
  };
}

/** Sorts behind `#`, which follows the time in every key: all that was added at that very time comes before it. */
const AFTER_ALL = '$';

function dayKey(at: Date): string {
  return `REVIEW#${at.toISOString().slice(0, 10)}`;
}

/** A moment in each day (UTC) from one to the other. */
function daysBetween(since: Date, until: Date): readonly Date[] {
  const first = Math.floor(since.getTime() / DAY_MS);
  const last = Math.floor(until.getTime() / DAY_MS);
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, day) => new Date((first + day) * DAY_MS));
}

interface Hidden {
  readonly suppressionId: string;
  readonly hiddenBy?: HiddenBy;
}

function keyOf({ detectionId, event }: Sighting): string {
  return `REVIEW#${detectionId}#${idOf(event)}`;
}

function idOf({ eventID }: Sighting['event']): string {
  return eventID.slice(0, 200).toWellFormed();
}

function itemOf(sighting: Sighting, at: Date, hidden?: Hidden) {
  const { detectionId, event, actor, severity } = sighting;
  const eventID = idOf(event);
  const addedAt = at.toISOString();
  return {
    pk: keyOf(sighting),
    sk: 'REVIEW',
    gsi1pk: dayKey(at),
    gsi1sk: `${addedAt}#${detectionId}#${eventID}`,
    detectionId,
    severity,
    eventID,
    eventName: event.eventName.slice(0, 200),
    eventSource: event.eventSource.slice(0, 200),
    awsRegion: event.awsRegion.slice(0, 60),
    sourceIPAddress: event.sourceIPAddress.slice(0, 200),
    accountId: event.accountId.slice(0, 60),
    actorName: actor.name.slice(0, 200),
    failed: event.outcome.kind === 'failure',
    eventTime: (event.eventTime ?? at).toISOString(),
    ...hidden,
    expiresAt: Math.floor(at.getTime() / 1_000) + KEPT_DAYS * 86_400,
  };
}

function reviewedOf(item: Readonly<Record<string, unknown>>): Reviewed {
  return parseReviewedEvent({ ...item, at: dateAt(item, 'eventTime') });
}

function unreadable(): TrailbotError {
  return new TrailbotError({
    code: 'record_invalid',
    message: 'The last sign-off could not be read, so nobody knows where the review begins.',
    hint: `Look at the item ${LAST.pk}, ${LAST.sk} in the bot's table: delete it, and the review begins a week ago.`,
  });
}

function overtaken(until: Date, cause: unknown): TrailbotError {
  return new TrailbotError({
    code: 'conflict',
    message: `Somebody signed off beyond ${until.toISOString()} first.`,
    hint: 'Nothing to do: what was signed off is signed off.',
    cause,
  });
}
