// What the functions that change IAM need besides IAM: their queues and the table.
import type { PolicyDocument, Statement } from '../../domain/containment/role-policies.ts';
import {
  ALERT_QUEUE,
  CONTAIN_QUEUE,
  CONTAIN_ROLE,
  RELEASE_QUEUE,
  RELEASE_ROLE,
  REVOKE_QUEUE,
  REVOKE_ROLE,
  TABLE,
} from '../../domain/naming.ts';

export interface FunctionPlace {
  readonly accountId: string;
  readonly region: string;
}

export const HANDS = {
  contain: { role: CONTAIN_ROLE, queue: CONTAIN_QUEUE, sendsTo: [ALERT_QUEUE, CONTAIN_QUEUE, REVOKE_QUEUE] },
  release: { role: RELEASE_ROLE, queue: RELEASE_QUEUE, sendsTo: [ALERT_QUEUE, RELEASE_QUEUE] },
  revoke: { role: REVOKE_ROLE, queue: REVOKE_QUEUE, sendsTo: [] },
} as const;
export type Hand = keyof typeof HANDS;

/** The revoking function keeps nothing: it neither sends nor sees the table. */
export function functionPolicy(hand: Hand, { accountId, region }: FunctionPlace): PolicyDocument {
  const { queue, sendsTo } = HANDS[hand];
  const queueArn = (name: string) => `arn:aws:sqs:${region}:${accountId}:${name}`;
  const table = `arn:aws:dynamodb:${region}:${accountId}:table/${TABLE}`;
  const receive = ['ReceiveMessage', 'DeleteMessage', 'ChangeMessageVisibility', 'GetQueueAttributes'];
  const items = ['GetItem', 'PutItem', 'UpdateItem', 'DeleteItem', 'ConditionCheckItem', 'Query'];
  const keeps = sendsTo.length > 0;
  return {
    Version: '2012-10-17',
    Statement: [
      allow('TakeWork', 'sqs', receive, [queueArn(queue)]),
      ...(keeps ? [allow('GiveWork', 'sqs', ['SendMessage'], sendsTo.map(queueArn))] : []),
      ...(keeps ? [allow('KeepState', 'dynamodb', items, [table, `${table}/index/*`])] : []),
    ],
  };
}

function allow(
  Sid: string,
  service: string,
  calls: readonly string[],
  Resource: readonly string[],
): Statement {
  return { Sid, Effect: 'Allow', Action: calls.map((name) => `${service}:${name}`), Resource };
}
