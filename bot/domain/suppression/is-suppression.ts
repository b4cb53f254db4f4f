// Tells a suppression that was kept whole from one that somebody or something changed on the way.
import * as z from 'zod/mini';
import type { Suppression } from './suppression.ts';

const text = z.string();
const schema = z.object({
  id: text,
  detectionId: text,
  actorKey: z.optional(text),
  actorName: z.optional(text),
  accountId: z.optional(text),
  incidentId: z.optional(text),
  network: z.optional(text),
  action: z.optional(text),
  knownNetworks: z.array(text),
  knownCountries: z.array(text),
  ownerId: text,
  reason: text,
  createdAt: z.date(),
  expiresAt: z.date(),
  hidden: z.number(),
});

/**
 * Whether these are the fields of a whole suppression; what is none hides nothing. One that lost its actor is none
 * either, because it would hide everybody's.
 */
export function isSuppression(fields: unknown): fields is Suppression {
  const { data } = schema.safeParse(fields);
  if (!data) return false;
  const { actorKey, accountId, incidentId, network, action } = data;
  const isScoped = [accountId, incidentId, network, action].some((scope) => scope !== undefined);
  return actorKey !== undefined || !isScoped;
}
