// Changes a containment that others may change at the same time: read again and redone until it is saved.
import type { Containment } from '../../domain/containment/containment.ts';
import { type Decided, UNKNOWN } from '../../domain/containment/decision.ts';
import { TrailbotError } from '../../domain/errors.ts';
import type { Containments } from '../../ports/store.ts';

/** Each try follows somebody else's success, so that all get their turn long before this. */
const TRIES = 20;

interface Deps {
  readonly containments: Containments;
}

/**
 * Applies `decide` to the newest version and saves what it gives. A decision that gives the same object back changes
 * nothing.
 * @returns the containment as saved, or the refusal.
 */
export async function decideOn(
  id: string,
  decide: (latest: Containment) => Decided,
  { containments }: Deps,
): Promise<Decided> {
  for (let tries = 1; tries <= TRIES; tries += 1) {
    const latest = await containments.get(id);
    if (!latest) return UNKNOWN;
    const decided = decide(latest);
    if (!decided.ok || decided.containment === latest) return decided;
    const saved = await saveUnlessOutdated(decided.containment, containments);
    if (saved) return { ok: true, containment: saved };
  }
  throw outdated(id);
}

/**
 * As {@link decideOn}, for what is no decision of a person.
 * @throws TrailbotError `record_invalid` when there is no such containment.
 */
export async function changeContainment(
  id: string,
  edit: (latest: Containment) => Containment,
  deps: Deps,
): Promise<Containment> {
  const decided = await decideOn(id, (latest) => ({ ok: true, containment: edit(latest) }), deps);
  if (decided.ok) return decided.containment;
  throw new TrailbotError({ code: 'record_invalid', message: decided.reason, hint: decided.hint });
}

async function saveUnlessOutdated(
  containment: Containment,
  containments: Containments,
): Promise<Containment | undefined> {
  try {
    return await containments.save(containment);
  } catch (error) {
    if (error instanceof TrailbotError && error.code === 'conflict') return undefined;
    throw error;
  }
}

function outdated(id: string): TrailbotError {
  return new TrailbotError({
    code: 'conflict',
    message: `Containment ${id} was changed by others again and again.`,
    hint: 'Nothing to do: the queue delivers it again.',
  });
}
