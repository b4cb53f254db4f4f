// What the alert flow puts off comes back from the queue as JSON: told apart from what SNS delivers, and read again.
import { z } from 'zod';
import type { AlarmNotice } from './alarm.ts';

/** A look at the log that is due later. */
export interface Recheck {
  readonly kind: 'recheck';
  readonly alarm: AlarmNotice;
  /** 0 is the first look after the alarm itself. */
  readonly look: number;
  /** From where the log is to be read: what lies before was read to the end. */
  readonly from: Date;
  /** The message that waits for the alarm's events; undefined when they were there at once. */
  readonly waitingId?: string | undefined;
}

/** The slow part of what can be learned around an incident, once its message is out. */
export interface Deepening {
  readonly kind: 'deepen';
  readonly incidentId: string;
}

/** Tells Slack what another run was about to tell, should that run have stopped half-way. */
export interface Tell {
  readonly kind: 'tell';
  readonly incidentId: string;
}

/** What happens when nobody has acknowledged a critical incident by then. */
export interface Unacknowledged {
  readonly kind: 'unacknowledged';
  readonly incidentId: string;
  readonly step: 'remind' | 'page';
  /** The incident's `triage.clockSince`; with another one the wait is over. */
  readonly since: Date;
  /** Seconds still to wait after this delay: a queue delays by 900 at most. */
  readonly left: number;
}

/** Find the person behind the actor, and ask. */
export interface Ask {
  readonly kind: 'ask';
  readonly incidentId: string;
  /** The incident's `triage.askingSince`; with a later one another question took its place. */
  readonly since: Date;
}

/** What happens when the person who was asked has not answered by then. */
export interface Unanswered {
  readonly kind: 'unanswered';
  readonly incidentId: string;
  /** As in {@link Ask}. */
  readonly since: Date;
  readonly left: number;
}

/** Shows in Slack what became of a containment. */
export interface ShowContainment {
  readonly kind: 'show-containment';
  readonly containmentId: string;
}

/** Looks for what a contained principal made. */
export interface FindMade {
  readonly kind: 'find-made';
  readonly containmentId: string;
  /** 0 is the first look. */
  readonly look: number;
}

/**
 * `lapse`: a request, or a request to release, that nobody approved. `ending`: asks whether it is to last longer. `end`:
 * gives it back.
 */
export interface ContainmentTimer {
  readonly kind: 'containment-timer';
  readonly containmentId: string;
  readonly step: 'lapse' | 'lapse-release' | 'ending' | 'end';
  /** When what is waited for began; with another one the wait is over. */
  readonly since: Date;
  readonly left: number;
}

export type LaterTask =
  | Recheck
  | Deepening
  | Tell
  | Unacknowledged
  | Ask
  | Unanswered
  | ShowContainment
  | FindMade
  | ContainmentTimer;

const text = z.string();
const state = z.enum(['ALARM', 'OK', 'INSUFFICIENT_DATA']);
const recheck = z.object({
  kind: z.literal('recheck'),
  look: z.int().nonnegative(),
  from: z.coerce.date(),
  waitingId: text.optional(),
  alarm: z.object({
    kind: z.literal('alarm'),
    name: text,
    arn: text.optional(),
    description: text.optional(),
    accountId: text,
    region: text,
    state,
    previousState: state.optional(),
    reason: text,
    changedAt: z.coerce.date(),
    form: z.enum(['metric', 'metric-math', 'composite']),
    rangeSeconds: z.number(),
    threshold: z.number().optional(),
    namespace: text.optional(),
    children: z.array(text),
  }),
});

const deepening = z.object({ kind: z.literal('deepen'), incidentId: text });
const tell = z.object({ kind: z.literal('tell'), incidentId: text });
const asking = { incidentId: text, since: z.coerce.date() };
const waited = { ...asking, left: z.int().nonnegative() };
const unacknowledged = z.object({
  kind: z.literal('unacknowledged'),
  step: z.enum(['remind', 'page']),
  ...waited,
});
const ask = z.object({ kind: z.literal('ask'), ...asking });
const unanswered = z.object({ kind: z.literal('unanswered'), ...waited });
const showContainment = z.object({ kind: z.literal('show-containment'), containmentId: text });
const findMade = z.object({ kind: z.literal('find-made'), containmentId: text, look: z.int().nonnegative() });
const containmentTimer = z.object({
  kind: z.literal('containment-timer'),
  containmentId: text,
  step: z.enum(['lapse', 'lapse-release', 'ending', 'end']),
  since: z.coerce.date(),
  left: z.int().nonnegative(),
});
const schema = z.discriminatedUnion('kind', [
  recheck,
  deepening,
  tell,
  unacknowledged,
  ask,
  unanswered,
  showContainment,
  findMade,
  containmentTimer,
]);
const KINDS = new Set<string>(schema.options.map((option) => option.shape.kind.value));

/** The task in a queue message's body; undefined for everything else, also for text that is not JSON. */
export function parseLaterTask(body: string): LaterTask | undefined {
  if (!KINDS.has(/^\{"kind":"([a-z-]{1,30})"/.exec(body)?.[1] ?? '')) return undefined;
  let json: unknown;
  try {
    json = JSON.parse(body);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
  const { data } = schema.safeParse(json);
  return data?.kind === 'recheck' ? toRecheck(data) : data;
}

/** Members that are not there are left out by JSON, and are there again as undefined. */
function toRecheck({ alarm, ...rest }: z.infer<typeof recheck>): Recheck {
  const { arn, description, previousState, threshold, namespace } = alarm;
  return { ...rest, alarm: { ...alarm, arn, description, previousState, threshold, namespace } };
}

/** The body that {@link parseLaterTask} reads. `kind` comes first: by that it is told apart without parsing. */
export function formatLaterTask({ kind, ...rest }: LaterTask): string {
  return JSON.stringify({ kind, ...rest });
}
