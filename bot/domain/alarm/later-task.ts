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

export type LaterTask = Recheck | Deepening;

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
const schema = z.discriminatedUnion('kind', [recheck, deepening]);

/** The task in a queue message's body; undefined for everything else, also for text that is not JSON. */
export function parseLaterTask(body: string): LaterTask | undefined {
  if (!/^\{"kind":"(recheck|deepen)"/.test(body)) return undefined;
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
