// The Lambda functions that Trailbot consists of: what each is for, and what it is given. Infrastructure and docs read it.
import { HANDS_SECONDS } from '../containment/hand-task.ts';
import { JOB_SECONDS } from '../job.ts';
import { CONTAIN_ROLE, RELEASE_ROLE, REVOKE_ROLE, ROLE_PREFIX, STREAM_FUNCTION } from '../naming.ts';

export const FUNCTION_NAMES = ['ingress', 'alert', 'stream', 'job', 'contain', 'release', 'revoke'] as const;
export type FunctionName = (typeof FUNCTION_NAMES)[number];
export type QueueName = 'alert' | 'job' | 'contain' | 'release' | 'revoke';

/**
 * The stack's parameter for the ingress' `reservedConcurrency`. 0 sets no limit, in an account in which Lambda may run
 * fewer than 110 at a time: `cdk deploy --parameters IngressConcurrency=0`.
 */
export const CONCURRENCY_PARAMETER = 'IngressConcurrency';

export interface FunctionSpec {
  /** Its name in Lambda, which is its role's too. */
  readonly name: string;
  /** One sentence for people. */
  readonly does: string;
  /** The file under bot/entry/. */
  readonly door: string;
  readonly timeoutSeconds: number;
  readonly memoryMb: number;
  /** What it takes its work from; undefined: it is called. */
  readonly queue?: QueueName;
  /** Messages at a time. */
  readonly batchSize?: number;
  /** So many at a time from its queue; undefined: as Lambda likes. */
  readonly maxConcurrency?: number;
  readonly reservedConcurrency?: number;
}

export const FUNCTIONS: { readonly [name in FunctionName]: FunctionSpec } = {
  ingress: {
    name: `${ROLE_PREFIX}ingress`,
    does: 'Checks what Slack sends, and queues what was asked for.',
    door: 'slack.ts',
    timeoutSeconds: 10,
    memoryMb: 512,
    // The one door to the internet: whoever floods it must not use up the account's concurrency.
    reservedConcurrency: 10,
  },
  alert: {
    name: `${ROLE_PREFIX}alert`,
    does: 'Turns alarms into messages, looks again, and tells what became of a containment.',
    door: 'alert.ts',
    timeoutSeconds: 30,
    memoryMb: 512,
    queue: 'alert',
    batchSize: 1,
    // Slack takes about one message a second in a channel.
    maxConcurrency: 5,
  },
  stream: {
    name: STREAM_FUNCTION,
    does: 'Looks at each event of the trail as CloudWatch Logs delivers it.',
    door: 'stream.ts',
    timeoutSeconds: 60,
    memoryMb: 512,
  },
  job: {
    name: `${ROLE_PREFIX}job`,
    does: 'Does what was asked for in Slack: queries, answers, decisions.',
    door: 'job.ts',
    timeoutSeconds: JOB_SECONDS,
    memoryMb: 512,
    queue: 'job',
    batchSize: 1,
    // Each may wait minutes for its query, of which Logs Insights runs 100 at a time for the whole account.
    maxConcurrency: 10,
  },
  contain: {
    name: CONTAIN_ROLE,
    does: 'Locks somebody out of AWS, once two people have agreed, and verifies it.',
    door: 'contain.ts',
    timeoutSeconds: HANDS_SECONDS,
    memoryMb: 256,
    queue: 'contain',
    batchSize: 1,
    maxConcurrency: 2,
  },
  release: {
    name: RELEASE_ROLE,
    does: 'Gives back what was taken.',
    door: 'release.ts',
    timeoutSeconds: HANDS_SECONDS,
    memoryMb: 256,
    queue: 'release',
    batchSize: 1,
    maxConcurrency: 2,
  },
  revoke: {
    name: REVOKE_ROLE,
    does: 'Revokes the sessions that a role has, and writes nothing else.',
    door: 'revoke.ts',
    timeoutSeconds: HANDS_SECONDS,
    memoryMb: 256,
    queue: 'revoke',
    batchSize: 1,
    maxConcurrency: 2,
  },
};
