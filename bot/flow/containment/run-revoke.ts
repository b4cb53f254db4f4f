// The revoking function: refuses a role's earlier sessions, once it has found out that it may.
import { refusalOf } from '../../domain/containment/plan/plan-containment.ts';
import { parseRevocation } from '../../domain/containment/revocation.ts';
import { TrailbotError } from '../../domain/errors.ts';
import type { RevokeDeps } from './hands-deps.ts';

/**
 * Whoever can write to its queue can ask, so it trusts nothing that it is sent.
 * @throws what the queue should deliver again for; a body that asks for anything else is refused.
 */
export async function runRevoke(
  body: string,
  { clock, log, accountId, containment, hands }: RevokeDeps,
): Promise<void> {
  const asked = parseRevocation(body, clock.now());
  if (!asked) throw notOurs('it asks for something else.');
  const { target, before } = asked;
  const refusal = refusalOf(target, { settings: containment, accountId });
  if (refusal) throw notOurs(refusal.reason);
  const answer = await hands.revokeOlderSessions(target, before);
  // Of a role that is gone the sessions may do nothing any more.
  log.info('earlier sessions are refused', { role: target.arn, before: before.toISOString(), answer });
}

function notOurs(why: string): TrailbotError {
  return new TrailbotError({
    code: 'record_invalid',
    message: `A message on the revocation queue was refused: ${why}`,
    hint: 'Only the containing function writes to this queue. Find out who else did.',
  });
}
