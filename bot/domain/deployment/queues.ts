// The queues: what they are called, how long they wait, and who may put something on them. Deployment and sandbox share it.
import { HANDS_SECONDS } from '../containment/hand-task.ts';
import { JOB_SECONDS } from '../job.ts';
import {
  ALERT_DLQ,
  ALERT_QUEUE,
  CONTAIN_DLQ,
  CONTAIN_QUEUE,
  JOB_DLQ,
  JOB_QUEUE,
  RELEASE_DLQ,
  RELEASE_QUEUE,
  REVOKE_DLQ,
  REVOKE_QUEUE,
  SCHEDULER_ROLE,
} from '../naming.ts';
import { FUNCTIONS, type FunctionName, type QueueName } from './functions.ts';

export interface QueueSpec {
  readonly name: string;
  readonly deadLetters: string;
  /** How long a message that was received stays hidden. */
  readonly visibilitySeconds: number;
  /** The functions that put messages on it. */
  readonly senders: readonly FunctionName[];
  /** Roles beside the functions' that do. */
  readonly otherSenders: readonly string[];
  /**
   * Whether nobody else may, whatever their own permissions say: what is on the queue is done. Then its dead letters cannot
   * be moved back by hand either, because SQS does that with the permissions of whoever asks for it.
   */
  readonly closed: boolean;
}

/** With the delays of the bot's own retries these are more than an hour and a half. */
export const MAX_RECEIVE_COUNT = 12;
/** Less than for dead letters, whose time is counted from when they were first sent. */
export const MESSAGE_DAYS = 7;
/** As long as SQS keeps a message. */
export const DEAD_LETTER_DAYS = 14;
/** A message comes again a minute after its function would have been stopped. */
const GRACE_SECONDS = 60;

export const QUEUES: { readonly [name in QueueName]: QueueSpec } = {
  alert: {
    name: ALERT_QUEUE,
    deadLetters: ALERT_DLQ,
    // Six times the function's timeout, as AWS advises.
    visibilitySeconds: 180,
    senders: ['alert', 'stream', 'job', 'contain', 'release'],
    otherSenders: [],
    // All that comes of a message is looked up in the table, and alerts that were given up on have to be moved back.
    closed: false,
  },
  job: {
    name: JOB_QUEUE,
    deadLetters: JOB_DLQ,
    visibilitySeconds: JOB_SECONDS + GRACE_SECONDS,
    senders: ['ingress'],
    otherSenders: [SCHEDULER_ROLE],
    // A job says who asked for it.
    closed: true,
  },
  contain: {
    name: CONTAIN_QUEUE,
    deadLetters: CONTAIN_DLQ,
    visibilitySeconds: HANDS_SECONDS + GRACE_SECONDS,
    senders: ['alert', 'job', 'contain'],
    otherSenders: [],
    closed: true,
  },
  release: {
    name: RELEASE_QUEUE,
    deadLetters: RELEASE_DLQ,
    visibilitySeconds: HANDS_SECONDS + GRACE_SECONDS,
    senders: ['alert', 'job', 'release'],
    otherSenders: [],
    closed: true,
  },
  revoke: {
    name: REVOKE_QUEUE,
    deadLetters: REVOKE_DLQ,
    visibilitySeconds: HANDS_SECONDS + GRACE_SECONDS,
    senders: ['contain'],
    otherSenders: [],
    closed: true,
  },
};

/** The queues that a function puts messages on. */
export function queuesOf(sender: FunctionName): readonly QueueName[] {
  return (Object.keys(QUEUES) as QueueName[]).filter((name) => QUEUES[name].senders.includes(sender));
}

/** The roles that may put messages on a queue. */
export function senderRoles(queue: QueueName): readonly string[] {
  const { senders, otherSenders } = QUEUES[queue];
  return [...senders.map((name) => FUNCTIONS[name].name), ...otherSenders];
}
