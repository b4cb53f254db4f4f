// Between the members of the SQS API and a queue's messages: checks what is sent, shapes what is received.
import type { Pace } from '../../pace.ts';
import { AwsFault, type Input } from '../call.ts';
import { integerOf, textOf, textsOf } from '../input-members.ts';
import {
  chooseMessageAttributes,
  digestMessageAttributes,
  type MessageAttributes,
  parseMessageAttributes,
} from './sqs-message-attributes.ts';
import type { Queue, ReceivedMessage } from './sqs-queue.ts';

/** The attributes of the queue that matter to its messages. */
export interface MessageRules {
  readonly delaySeconds: number;
  readonly maximumMessageSize: number;
}

/** Puts one message in. @throws AwsFault for what SQS refuses */
export function sendMessage(queue: Queue, rules: MessageRules, pace: Pace, input: Input): Input {
  const attributes = parseMessageAttributes(input);
  const body = checkBody(textOf(input, 'MessageBody'), attributes, rules.maximumMessageSize);
  const delay = within(integerOf(input, 'DelaySeconds') ?? rules.delaySeconds, 'DelaySeconds', 0, 900);
  const { id, md5 } = queue.send({ body, attributes, delayMs: delay === 0 ? 0 : pace.queueDelay(delay) });
  const digest = digestMessageAttributes(attributes);
  return { MessageId: id, MD5OfMessageBody: md5, MD5OfMessageAttributes: digest };
}

function checkBody(body: string | undefined, attributes: MessageAttributes, limit: number): string {
  if (body === undefined || body === '') {
    throw new AwsFault('MissingParameter', 'The request must contain the parameter MessageBody.');
  }
  if (/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/u.test(body)) {
    throw new AwsFault(
      'InvalidMessageContents',
      'Invalid characters found. Valid unicode characters are #x9 | #xA | #xD | #x20 to #xD7FF | #xE000 to #xFFFD | #x10000 to #x10FFFF',
    );
  }
  const sized = [...attributes].map(
    ([name, it]) => name + it.DataType + (it.StringValue ?? it.BinaryValue ?? ''),
  );
  if (Buffer.byteLength(body + sized.join('')) > limit) {
    throw new AwsFault(
      'InvalidParameterValue',
      `One or more parameters are invalid. Reason: Message must be shorter than ${limit} bytes.`,
    );
  }
  return body;
}

/** Checks a number as SQS words it. @throws AwsFault `InvalidParameterValue` */
export function within(value: number, name: string, from: number, to: number): number {
  if (value >= from && value <= to) return value;
  const reason =
    name === 'MaxNumberOfMessages'
      ? `Must be between ${from} and ${to}, if provided.`
      : name === 'DelaySeconds'
        ? `DelaySeconds must be >= ${from} and <= ${to}.`
        : `Must be >= ${from} and <= ${to}, if provided.`;
  throw new AwsFault(
    'InvalidParameterValue',
    `Value ${value} for parameter ${name} is invalid. Reason: ${reason}`,
  );
}

/** A received message with the system and message attributes that the call asked for. */
export function renderReceived(message: ReceivedMessage, input: Input): Input {
  const names = [...textsOf(input, 'AttributeNames'), ...textsOf(input, 'MessageSystemAttributeNames')];
  const system = Object.entries(systemAttributes(message)).filter(
    ([name]) => names.includes('All') || names.includes(name),
  );
  const chosen = chooseMessageAttributes(message.attributes, textsOf(input, 'MessageAttributeNames'));
  return {
    MessageId: message.id,
    ReceiptHandle: message.receiptHandle,
    MD5OfBody: message.md5,
    Body: message.body,
    Attributes: system.length > 0 ? Object.fromEntries(system) : undefined,
    MD5OfMessageAttributes: digestMessageAttributes(chosen),
    MessageAttributes: chosen.size > 0 ? Object.fromEntries(chosen) : undefined,
  };
}

/** What SQS knows about a message beside its content; each value is text, times are epoch milliseconds. */
export function systemAttributes(message: ReceivedMessage): {
  readonly SenderId: string;
  readonly SentTimestamp: string;
  readonly ApproximateReceiveCount: string;
  readonly ApproximateFirstReceiveTimestamp: string;
  readonly DeadLetterQueueSourceArn?: string;
} {
  return {
    SenderId: message.senderId,
    SentTimestamp: String(message.sentAt.getTime()),
    ApproximateReceiveCount: String(message.receiveCount),
    ApproximateFirstReceiveTimestamp: String((message.firstReceivedAt ?? message.sentAt).getTime()),
    ...(message.deadLetterSource === undefined ? {} : { DeadLetterQueueSourceArn: message.deadLetterSource }),
  };
}
