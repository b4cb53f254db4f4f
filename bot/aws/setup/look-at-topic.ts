// Reads a topic: what it is encrypted with, who may publish to it, and whom it writes to by email.
import { GetTopicAttributesCommand, ListSubscriptionsByTopicCommand, SNSClient } from '@aws-sdk/client-sns';
import type { AccountLook } from '../../ports/setup.ts';
import type { ClientOptions } from '../clients.ts';
import { allPages } from '../health/read-once.ts';
import { callAsCaller, callUnlessMissing } from './call-as-caller.ts';

export function createTopicLook(options: ClientOptions): Pick<AccountLook, 'topic' | 'emailsOf'> {
  const sns = new SNSClient(options);
  return {
    async topic(TopicArn) {
      const missing = ['NotFound', 'NotFoundException'];
      const answer = await callUnlessMissing('sns:GetTopicAttributes', missing, () =>
        sns.send(new GetTopicAttributesCommand({ TopicArn })),
      );
      return answer && { keyId: answer.Attributes?.KmsMasterKeyId, policy: answer.Attributes?.Policy };
    },

    async emailsOf(TopicArn) {
      const all = await allPages(async (NextToken) => {
        const page = await callAsCaller('sns:ListSubscriptionsByTopic', () =>
          sns.send(new ListSubscriptionsByTopicCommand({ TopicArn, NextToken })),
        );
        return { items: page.Subscriptions ?? [], next: page.NextToken };
      });
      return all.flatMap(({ Protocol, Endpoint: email, SubscriptionArn = '' }) =>
        Protocol === 'email' && email !== undefined
          ? // Until then SNS says `PendingConfirmation` in its place.
            [{ email, isConfirmed: SubscriptionArn.startsWith('arn:') }]
          : [],
      );
    },
  };
}
