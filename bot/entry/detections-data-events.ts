// Says where data events have to be switched on, so that a detection of them sees anything, and what that costs.
import { dataEventsOf } from '../domain/detection/data-event.ts';
import type { Where } from '../domain/detection/where.ts';

export interface Asked {
  /** For example `s3.amazonaws.com`. */
  readonly eventSource: string;
  /** All calls of the service when it is empty. */
  readonly eventNames: readonly string[];
  readonly wheres: readonly Where[];
}

const KEY = 'deployment.dataEvents';
const BUCKET = /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/;

/** Which of the calls, where, and at what price: two lines. Undefined when none of the calls is a data event. */
export function tellDataEvents(asked: Asked): readonly [string, string] | undefined {
  const data = dataEventsOf(asked.eventSource, asked.eventNames);
  if (data.length === 0) return undefined;
  const more = asked.eventNames.length === 0 ? ' and the like' : '';
  return [
    `Data events (${data.join(', ')}${more}): 0.10 USD per 100,000, and recorded only where they are switched on.`,
    `${remedy(asked)} What is not recorded is never counted.`,
  ];
}

function remedy({ eventSource, wheres }: Asked): string {
  if (eventSource === 'lambda.amazonaws.com') {
    return `Write the function's ARN under ${KEY}.functions in templates/settings.yml.`;
  }
  // Of the trail that Trailbot makes, buckets and functions can be asked.
  if (eventSource !== 's3.amazonaws.com') return 'Tell a trail of your own to record them.';
  const buckets = wheres
    .filter(({ path, operator }) => path.join('.') === 'requestParameters.bucketName' && operator === '=')
    .flatMap(({ value }) => (BUCKET.test(value) ? value : []));
  if (buckets.length === 0) return `Name the bucket under ${KEY}.buckets in templates/settings.yml.`;
  return `Under deployment in templates/settings.yml write dataEvents: { buckets: [${buckets.join(', ')}] }.`;
}
