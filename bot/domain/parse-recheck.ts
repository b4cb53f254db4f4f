// A look that was put off comes back from the queue as JSON: told apart from what SNS delivers, and read again.
import { z } from 'zod';
import type { AlarmNotice } from './alarm.ts';

/** A look at the log that is due later. */
export interface Recheck {
  readonly kind: 'recheck';
  readonly alarm: AlarmNotice;
  /** 0 is the first look after the alarm itself. */
  readonly look: number;
  /** The message that waits for the alarm's events; undefined when they were there at once. */
  readonly waitingId?: string | undefined;
}

const text = z.string();
const state = z.enum(['ALARM', 'OK', 'INSUFFICIENT_DATA']);
const schema = z.object({
  kind: z.literal('recheck'),
  look: z.int().nonnegative(),
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

/** The recheck in a queue message's body; undefined for everything else, also for text that is not JSON. */
export function parseRecheck(body: string): Recheck | undefined {
  if (!body.startsWith('{"kind":"recheck"')) return undefined;
  let json: unknown;
  try {
    json = JSON.parse(body);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
  const parsed = schema.safeParse(json);
  return parsed.success ? toRecheck(parsed.data) : undefined;
}

function toRecheck({ alarm, ...rest }: z.infer<typeof schema>): Recheck {
  const { arn, description, previousState, threshold, namespace } = alarm;
  return { ...rest, alarm: { ...alarm, arn, description, previousState, threshold, namespace } };
}

/** The body that {@link parseRecheck} reads. `kind` comes first: that is how it is told apart without parsing. */
export function formatRecheck({ alarm, look, waitingId }: Omit<Recheck, 'kind'>): string {
  return JSON.stringify({ kind: 'recheck', look, waitingId, alarm });
}
