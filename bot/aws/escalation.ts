// Pages people through an SNS topic that their mail and phones are subscribed to.
import { PublishCommand } from '@aws-sdk/client-sns';
import type { Escalation } from '../ports/aws.ts';
import { callAws } from './aws-error.ts';
import type { Clients } from './clients.ts';

/** SNS refuses a subject of 100 characters or more, with a line break, or with anything but ASCII. */
const SUBJECT = 99;
/** Of 256 KB that SNS takes and 1,600 characters that a text message may have. */
const TEXT = 1_500;

export function createEscalation({ sns }: Pick<Clients, 'sns'>, topicArn: string): Escalation {
  return {
    async page(subject, text) {
      const command = new PublishCommand({
        TopicArn: topicArn,
        Subject: toAscii(subject).slice(0, SUBJECT).trimEnd(),
        Message: text.slice(0, TEXT).toWellFormed(),
      });
      await callAws('sns:Publish', () => sns.send(command));
    },
  };
}

function toAscii(text: string): string {
  const ascii = text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[^\x20-\x7e]/gu, '?')
    .trimStart();
  return ascii === '' ? 'Trailbot' : ascii;
}
