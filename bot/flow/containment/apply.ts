// Carries an approved containment out: planned anew, step by step, and held until it has taken effect.
import {
  applied,
  changeKey,
  failed,
  lapseApproval,
  rememberBoundary,
  standing,
  type Trouble,
  unverified,
} from '../../domain/containment/carry-out.ts';
import type { Change, Containment } from '../../domain/containment/containment.ts';
import type { PrincipalFacts } from '../../domain/containment/facts.ts';
import { planContainment } from '../../domain/containment/plan/plan-containment.ts';
import { changeContainment } from './change-containment.ts';
import { followUp } from './follow-up.ts';
import type { ContainDeps } from './hands-deps.ts';
import { FOUGHT, type Held, hold } from './hold.ts';
import { makeChange } from './make-change.ts';
import { notThere } from './not-there.ts';
import { orTrouble } from './or-trouble.ts';

/** @throws what may work at the next try, which takes up where this one stopped. */
export async function apply(id: string, deps: ContainDeps): Promise<void> {
  const approved = await changeContainment(id, (latest) => lapseApproval(latest, deps.clock.now()), deps);
  const done = approved.state === 'approved' ? await carryOut(approved, deps) : approved;
  await followUp(done, deps);
}

async function carryOut(approved: Containment, deps: ContainDeps): Promise<Containment> {
  const { clock } = deps;
  const { trouble, isFought } = await makeAll(approved, deps);
  return changeContainment(
    approved.id,
    (latest) => {
      if (trouble) return failed(latest, trouble, clock.now());
      const done = applied(latest, clock.now());
      return isFought && done !== latest ? unverified(done, FOUGHT, clock.now()) : done;
    },
    deps,
  );
}

async function makeAll(
  approved: Containment,
  deps: ContainDeps,
): Promise<Pick<Held, 'trouble' | 'isFought'>> {
  const planned = await plan(approved, deps);
  if ('why' in planned) return { trouble: planned };
  const { facts } = planned;
  let containment = await changeContainment(approved.id, (latest) => rememberBoundary(latest, facts), deps);
  let trouble: Trouble | undefined;
  // What can be done is done, whatever cannot: the less is left to somebody who is under attack.
  for (const change of planned.changes) {
    const made = await makeChange(containment, change, facts, deps);
    containment = made.containment;
    trouble ??= made.trouble;
  }
  return trouble ? { trouble } : hold(containment, true, deps);
}

interface Steps {
  readonly changes: readonly Change[];
  readonly facts: PrincipalFacts;
}

/** Somebody may have been protected, or may be gone, since it was approved. */
async function plan(containment: Containment, deps: ContainDeps): Promise<Steps | Trouble> {
  const { target, mode, deletePassword } = containment;
  const { accountId, containment: settings, clock } = deps;
  const facts = await orTrouble(() => deps.principals.read(target));
  if (facts && 'why' in facts) return facts;
  const now = clock.now();
  const asked = { mode, deletePassword };
  const planned = planContainment({ target, facts, asked, settings, accountId, now });
  if (!planned.ok) return asTrouble(planned);
  if (!facts) return notThere(target);
  return { changes: stepsOf(containment, planned.changes), facts };
}

/** What an earlier try planned and may not have made comes first, as it is written down; what it made is not new. */
function stepsOf({ changes }: Containment, planned: readonly Change[]): readonly Change[] {
  const fresh = new Map(planned.map((change) => [changeKey(change), change]));
  const open = standing({ changes: changes.filter(({ state }) => state === 'planned') });
  // Sessions that began since are revoked as well; a boundary's `before` is what was there before the first try.
  const again = open.map((change) =>
    change.kind === 'sessions' ? (fresh.get('sessions') ?? change) : change,
  );
  const known = new Set(changes.map(changeKey));
  return [...again, ...planned.filter((change) => !known.has(changeKey(change)))];
}

function asTrouble({
  reason,
  steps,
}: {
  readonly reason: string;
  readonly steps: readonly string[];
}): Trouble {
  return { why: reason, hint: steps.join(' ') || 'Nothing was changed.' };
}
