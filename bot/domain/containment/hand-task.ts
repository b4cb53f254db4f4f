// What the containment and release queues carry: which containment, and what is to be done with it now.
import { z } from 'zod';

/** How long the containing and the releasing function may take, in seconds. */
export const HANDS_SECONDS = 120;

const schema = z.object({
  kind: z.enum(['apply', 'verify', 'release']),
  containmentId: z.string().min(1).max(200),
  /** 0 is the first look after it was applied. */
  look: z.int().nonnegative().max(20),
  /** How many releases had failed when these looks began: each failure has looks of its own. */
  round: z.int().nonnegative().optional(),
});

export type HandTask = z.infer<typeof schema>;

/** Undefined for text that is none. Never throws. */
export function parseHandTask(body: string): HandTask | undefined {
  try {
    return schema.safeParse(JSON.parse(body)).data;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

export function formatHandTask(task: HandTask): string {
  return JSON.stringify(task);
}
