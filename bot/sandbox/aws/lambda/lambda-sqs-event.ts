// The event that Lambda makes of messages from a queue, and what the function's answer says about each.
import type { SQSBatchResponse, SQSEvent, SQSMessageAttribute } from 'aws-lambda';
import { digestMessageAttributes } from '../sqs/sqs-message-attributes.ts';
import { systemAttributes } from '../sqs/sqs-messages.ts';
import type { ReceivedMessage } from '../sqs/sqs-queue.ts';

export function renderSqsEvent(messages: readonly ReceivedMessage[], queueArn: string): SQSEvent {
  const region = queueArn.split(':')[3] ?? '';
  return {
    Records: messages.map((message) => {
      const md5OfMessageAttributes = digestMessageAttributes(message.attributes);
      return {
        messageId: message.id,
        receiptHandle: message.receiptHandle,
        body: message.body,
        attributes: systemAttributes(message),
        messageAttributes: Object.fromEntries(
          [...message.attributes].map(([name, attribute]) => [name, renderAttribute(attribute)]),
        ),
        md5OfBody: message.md5,
        ...(md5OfMessageAttributes === undefined ? {} : { md5OfMessageAttributes }),
        eventSource: 'aws:sqs',
        eventSourceARN: queueArn,
        awsRegion: region,
      };
    }),
  };
}

function renderAttribute(attribute: {
  readonly DataType: string;
  readonly StringValue?: string;
  readonly BinaryValue?: string;
}): SQSMessageAttribute {
  const { DataType: dataType, StringValue: stringValue, BinaryValue: binaryValue } = attribute;
  return { stringValue, binaryValue, stringListValues: [], binaryListValues: [], dataType };
}

/**
 * The messages to be retried. As Lambda reads it: no list means success; an identifier that is empty or not of this
 * batch means that all failed.
 */
export function failedMessages(
  messages: readonly ReceivedMessage[],
  // biome-ignore lint/suspicious/noConfusingVoidType: this is what the handler type of aws-lambda answers
  response: SQSBatchResponse | void,
): readonly ReceivedMessage[] {
  const failures = response?.batchItemFailures ?? [];
  const ids = new Set(failures.map((it) => it?.itemIdentifier));
  const failed = messages.filter((message) => ids.has(message.id));
  return failed.length === ids.size ? failed : messages;
}
