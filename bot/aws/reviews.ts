// What matched a filter and was not worth a page, in DynamoDB by day; the same event is the same item.
import { BatchWriteCommand, type BatchWriteCommandInput } from '@aws-sdk/lib-dynamodb';
import type { Sighting } from '../domain/incident/incident.ts';
import type { Reviews } from '../ports.ts';
import { callAws } from './aws-error.ts';
import type { Clients } from './clients.ts';

const BATCH = 25;
const KEPT_DAYS = 400;
const TRIES = 8;

export function createReviews({ dynamo }: Pick<Clients, 'dynamo'>, TableName: string): Reviews {
  async function write(requests: Requests): Promise<void> {
    let left = requests;
    for (let tries = 1; left.length > 0; tries += 1) {
      const RequestItems = { [TableName]: left };
      const answer = await callAws('dynamodb:BatchWriteItem', () =>
        dynamo.send(new BatchWriteCommand({ RequestItems })),
      );
      left = answer.UnprocessedItems?.[TableName] ?? [];
      if (tries === TRIES && left.length > 0)
        await callAws('dynamodb:BatchWriteItem', () => throttled(left.length));
    }
  }

  return {
    async add(sightings, at) {
      const items = new Map(
        sightings.map((sighting) => itemOf(sighting, at)).map((item) => [item.pk + item.sk, item]),
      );
      const requests = [...items.values()].map((Item) => ({ PutRequest: { Item } }));
      for (let start = 0; start < requests.length; start += BATCH)
        await write(requests.slice(start, start + BATCH));
    },
  };
}

type Requests = NonNullable<BatchWriteCommandInput['RequestItems']>[string];

async function throttled(items: number): Promise<never> {
  const error = new Error(`${items} items were not taken`);
  error.name = 'ProvisionedThroughputExceededException';
  throw error;
}

function itemOf({ detectionId, event, actor, severity }: Sighting, at: Date) {
  const time = event.eventTime ?? at;
  return {
    pk: `REVIEW#${time.toISOString().slice(0, 10)}`,
    sk: `${detectionId}#${event.eventID.slice(0, 200)}`,
    detectionId,
    severity,
    eventID: event.eventID.slice(0, 200),
    eventName: event.eventName.slice(0, 200),
    eventSource: event.eventSource.slice(0, 200),
    awsRegion: event.awsRegion.slice(0, 60),
    sourceIPAddress: event.sourceIPAddress.slice(0, 200),
    accountId: event.accountId.slice(0, 60),
    actorKey: actor.key,
    actorName: actor.name,
    failed: event.outcome.kind === 'failure',
    eventTime: time.toISOString(),
    expiresAt: Math.floor(at.getTime() / 1_000) + KEPT_DAYS * 86_400,
  };
}
