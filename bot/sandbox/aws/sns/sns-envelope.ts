// What a subscriber of a topic gets: the JSON envelope around a published message.
import { randomBytes } from 'node:crypto';
import type { MessageAttributes } from '../sqs/sqs-message-attributes.ts';

export interface Publication {
  readonly messageId: string;
  readonly topicArn: string;
  readonly subject: string | undefined;
  readonly message: string;
  readonly attributes: MessageAttributes;
  readonly at: Date;
}

/**
 * The envelope as SNS puts it into a queue. The signature has the right form and verifies against nothing: no
 * certificate stands behind the sandbox.
 */
export function renderEnvelope(publication: Publication, subscriptionArn: string): string {
  const { messageId, topicArn, subject, message, attributes, at } = publication;
  const region = topicArn.split(':')[3];
  const origin = `https://sns.${region}.amazonaws.com/`;
  return JSON.stringify(
    {
      Type: 'Notification',
      MessageId: messageId,
      TopicArn: topicArn,
      Subject: subject,
      Message: message,
      Timestamp: at.toISOString(),
      SignatureVersion: '1',
      Signature: randomBytes(256).toString('base64'),
      SigningCertURL: `${origin}SimpleNotificationService-0123456789abcdef0123456789abcdef.pem`,
      UnsubscribeURL: `${origin}?Action=Unsubscribe&SubscriptionArn=${subscriptionArn}`,
      MessageAttributes: attributes.size > 0 ? renderAttributes(attributes) : undefined,
    },
    null,
    2,
  );
}

function renderAttributes(attributes: MessageAttributes): object {
  return Object.fromEntries(
    [...attributes].map(([name, { DataType, StringValue, BinaryValue }]) => [
      name,
      { Type: DataType, Value: StringValue ?? BinaryValue },
    ]),
  );
}
