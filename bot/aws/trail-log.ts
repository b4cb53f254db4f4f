// The trail's log group, read through FilterLogEvents: exactly what the metric filter counted.
import { FilterLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import type { TrailLog } from '../ports/aws.ts';
import { callAws } from './aws-error.ts';
import type { Clients } from './clients.ts';

/** A page may be empty and still have a successor: it is the number of pages that is bounded, and that of events. */
const PAGES = 50;
const EVENTS = 10_000;

export function createTrailLog({ logs }: Pick<Clients, 'logs'>, logGroupName: string): TrailLog {
  return {
    async read({ pattern, from, to }) {
      const messages: string[] = [];
      let newest = from.getTime();
      let nextToken: string | undefined;
      for (let page = 0; page < PAGES && messages.length < EVENTS; page += 1) {
        const answer = await callAws('logs:FilterLogEvents', () =>
          logs.send(
            new FilterLogEventsCommand({
              logGroupName,
              filterPattern: pattern,
              startTime: from.getTime(),
              endTime: to.getTime(),
              nextToken,
            }),
          ),
        );
        for (const { message, timestamp = newest } of answer.events ?? []) {
          if (message !== undefined) messages.push(message);
          newest = Math.max(newest, timestamp);
        }
        nextToken = answer.nextToken;
        if (nextToken === undefined) return { messages, truncated: false, upTo: to };
      }
      return { messages, truncated: true, upTo: new Date(newest) };
    },
  };
}
