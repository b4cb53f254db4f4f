// An event of the daily review, back from where it is kept: whatever became of it there, it is shown and counted.
import * as z from 'zod/mini';
import { SEVERITIES } from '../detection/detection.ts';
import type { Suppression } from '../suppression/suppression.ts';
import { scopeWords } from '../suppression/suppression.ts';

/** Who called an event expected, what of it, and why: as it was when it hid the event, for it may end before the review. */
export interface HiddenBy {
  readonly ownerId: string;
  /** In words, for example "mallory, from 192.0.2.0/24". */
  readonly scope: string;
  readonly reason: string;
}

export function hiddenBy(suppression: Suppression): HiddenBy {
  const { ownerId, reason } = suppression;
  return { ownerId, scope: scopeWords(suppression), reason };
}

const text = z.catch(z.string(), '');
const schema = z.object({
  detectionId: z.catch(z.string(), 'unreadable'),
  // What cannot be told is shown early.
  severity: z.catch(z.enum(SEVERITIES), 'high'),
  eventID: text,
  eventName: text,
  eventSource: text,
  awsRegion: text,
  sourceIPAddress: text,
  accountId: text,
  actorName: text,
  failed: z.catch(z.boolean(), false),
  at: z.catch(z.date(), () => new Date(Number.NaN)),
});
const idSchema = z.string();
const hiddenBySchema = z.object({ ownerId: z.string(), scope: z.string(), reason: z.string() });

export type ReviewedEvent = z.infer<typeof schema> & {
  readonly suppressionId?: string;
  readonly hiddenBy?: HiddenBy;
};

/** Never throws: what is missing or strange is empty, because an event that is left out is never looked at. */
export function parseReviewedEvent(fields: Readonly<Record<string, unknown>>): ReviewedEvent {
  const { data: suppressionId } = idSchema.safeParse(fields.suppressionId);
  const { data: by } = hiddenBySchema.safeParse(fields.hiddenBy);
  return {
    ...schema.parse(fields),
    ...(suppressionId !== undefined && { suppressionId }),
    ...(by && { hiddenBy: by }),
  };
}
