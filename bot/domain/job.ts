// Work that a person asked for in Slack: put on a queue before the click is acknowledged, done right after.
import { z } from 'zod';

const asked = z.object({
  /** Unique for one click, the same for a click that Slack or a queue delivers again. */
  id: z.string(),
  incidentId: z.string(),
  /** The message that was clicked; answers go into its thread. */
  channel: z.string(),
  threadTs: z.string(),
  userId: z.string(),
});
const schema = z.discriminatedUnion('kind', [
  asked.extend({ kind: z.literal('show-activity') }),
  asked.extend({ kind: z.literal('show-record') }),
]);

export type Job = z.infer<typeof schema>;

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
