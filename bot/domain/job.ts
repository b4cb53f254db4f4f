// Work that a person asked for in Slack: put on a queue before the click is acknowledged, done right after.
import { z } from 'zod';
import { MODES } from './containment/containment.ts';
import { VERDICTS } from './triage/triage.ts';

/** How long one job may take, in seconds: what its function gets before Lambda stops it. */
export const JOB_SECONDS = 300;
/** What a job that waits (for a query, for a test record) may use of that, so that it can still answer. */
export const JOB_WAIT_SECONDS = 240;

const text = z.string().max(3_000);
const id = z.string().max(200);
const onIncident = { incidentId: id };
/** An ARN, or what somebody typed for one; empty: the incident's actor. */
const whom = z.string().max(2_048);
/** The message whose button was pressed: it has to be the one that shows the containment. */
const onContainment = { containmentId: id, messageTs: id };

const workSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('show-activity'), ...onIncident }),
  z.object({ kind: z.literal('show-record'), ...onIncident }),
  z.object({ kind: z.literal('acknowledge'), ...onIncident }),
  z.object({ kind: z.literal('assign'), ...onIncident, assignee: id }),
  z.object({ kind: z.literal('resolve'), ...onIncident, verdict: z.enum(VERDICTS), note: text }),
  z.object({ kind: z.literal('escalate'), ...onIncident }),
  /** Fills the open modal with what the suppression would have hidden. */
  z.object({
    kind: z.literal('back-test'),
    ...onIncident,
    detectionId: id,
    viewId: id,
    withNetwork: z.boolean(),
    withAction: z.boolean(),
  }),
  z.object({
    kind: z.literal('suppress'),
    ...onIncident,
    detectionId: id,
    withNetwork: z.boolean(),
    withAction: z.boolean(),
    reason: text,
    days: z.int().positive(),
  }),
  /** The answer to "was it you?". */
  z.object({ kind: z.literal('was-it-me'), ...onIncident, answer: z.enum(['yes', 'no']) }),
  z.object({
    kind: z.literal('run-query'),
    queryId: id,
    values: z.record(z.string().max(60), text),
    hours: z.number().positive().optional(),
    incidentId: id.optional(),
  }),
  z.object({ kind: z.literal('stop-query'), executionId: id }),
  z.object({ kind: z.literal('status') }),
  z.object({ kind: z.literal('test'), detectionId: id.optional() }),
  z.object({ kind: z.literal('alerts'), which: z.enum(['open', 'mine', '24h']) }),
  z.object({ kind: z.literal('who'), what: text }),
  z.object({ kind: z.literal('mute'), detectionId: id, minutes: z.int().positive(), reason: text }),
  z.object({ kind: z.literal('mutes') }),
  z.object({ kind: z.literal('unmute'), suppressionId: id }),
  z.object({ kind: z.literal('review') }),
  /** Of everything up to `until`. */
  z.object({ kind: z.literal('sign-off'), until: z.coerce.date(), count: z.int().nonnegative() }),
  z.object({ kind: z.literal('home') }),
  /** Fills the open modal with what a containment would do. */
  z.object({
    kind: z.literal('plan-containment'),
    viewId: id,
    incidentId: id.optional(),
    whom,
    mode: z.enum(MODES).optional(),
    deletePassword: z.boolean(),
  }),
  z.object({
    kind: z.literal('request-containment'),
    incidentId: id.optional(),
    whom,
    mode: z.enum(MODES),
    deletePassword: z.boolean(),
    reason: text,
    /** Undefined: until it is released. */
    minutes: z.int().positive().optional(),
  }),
  z.object({ kind: z.literal('approve-containment'), ...onContainment }),
  z.object({ kind: z.literal('decline-containment'), ...onContainment }),
  /** Beyond the time that it was asked for. */
  z.object({ kind: z.literal('keep-contained'), ...onContainment }),
  z.object({ kind: z.literal('request-release'), containmentId: id, reason: text }),
  z.object({ kind: z.literal('approve-release'), ...onContainment }),
  z.object({ kind: z.literal('decline-release'), ...onContainment }),
  /** Who is contained; with `whom` only those whose name or ARN that is. */
  z.object({ kind: z.literal('contained'), whom }),
]);

const replySchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('thread'), channel: id, threadTs: id }),
  /** To the person alone, or with `share` to the channel; five times within half an hour. */
  z.object({ kind: z.literal('person'), channel: id, responseUrl: text, share: z.boolean() }),
  /** The person's App Home, or a direct message where words are needed. */
  z.object({ kind: z.literal('home') }),
]);

const schema = z.object({
  /** Unique for one click, the same for a click that Slack or a queue delivers again. */
  id: z.string().min(1).max(500),
  userId: id,
  /** Two clicks with the same one within ten seconds are a double click. Undefined where each counts. */
  clickKey: z.string().max(500).optional(),
  replyTo: replySchema,
  /** The command's text without `/trail`, where it was one: the answer offers to share it. */
  command: z.string().max(20_000).optional(),
  work: workSchema,
});

export type Job = z.infer<typeof schema>;
export type Work = Job['work'];
export type WorkKind = Work['kind'];
export type WorkOf<Kind extends WorkKind> = Extract<Work, { kind: Kind }>;
export type ReplyTo = Job['replyTo'];

/** Undefined for text that is not a job. Never throws. */
export function parseJob(body: string): Job | undefined {
  try {
    const parsed = schema.safeParse(JSON.parse(body));
    return parsed.success ? parsed.data : undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
