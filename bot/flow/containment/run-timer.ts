// What happens to a containment when nobody does anything: a request lapses, a time limit asks, and then ends it.
import type { ContainmentTimer } from '../../domain/alarm/later-task.ts';
import { lapseApproval, type Trouble, tellOfDelay } from '../../domain/containment/carry-out.ts';
import { APPROVAL_MINUTES, type Containment } from '../../domain/containment/containment.ts';
import { askToKeep, end, lapseRelease, releaseFailed } from '../../domain/containment/release.ts';
import { lapse } from '../../domain/containment/request.ts';
import { CONTAIN_DLQ, RELEASE_DLQ } from '../../domain/naming.ts';
import type { AlertDeps } from '../alert-deps.ts';
import { putOff } from '../put-off.ts';
import { handBack } from './carry-on.ts';
import { changeContainment } from './change-containment.ts';
import { showSoon } from './show-soon.ts';
import { DELAY_SECONDS, GIVEN_UP_SECONDS } from './timers.ts';

/** What happens so many seconds after `from`. */
interface Due {
  readonly from: Date;
  readonly seconds: number;
  readonly edit: (latest: Containment, now: Date) => Containment;
}

/** Each edit changes nothing where somebody was quicker, so that a timer may come twice. */
export async function runContainmentTimer(task: ContainmentTimer, deps: AlertDeps): Promise<void> {
  if (task.left > 0) return putOff(task, task.left, deps);
  const { containmentId: id, step } = task;
  const containment = await deps.containments.get(id);
  if (!containment) return deps.log.warn('a timer of a containment that is not there', { id, step });
  if (step === 'ending' || step === 'end') return runLimit(containment, task, deps);
  const due = dueOf(containment, task);
  const passed = (at: Date) => (deps.clock.now().getTime() - at.getTime()) / 1_000;
  for (const { from, seconds, edit } of due) {
    if (passed(from) < seconds) return putOff(task, seconds - passed(from), deps);
    await changeAndShow(id, edit, deps);
  }
}

/**
 * Nothing when what was waited for is over, or began anew. The timer of a request watches its approval too, should the
 * approval's own have been lost.
 */
function dueOf(
  { state, requested, approved, release }: Containment,
  { step, since }: ContainmentTimer,
): readonly Due[] {
  const isSince = (at: Date | undefined) => at?.getTime() === since.getTime();
  if (step === 'lapse') {
    if (state === 'requested' && isSince(requested.at)) {
      return [{ from: since, seconds: APPROVAL_MINUTES * 60, edit: lapse }];
    }
    if (state !== 'approved' || !approved) return [];
    return [
      { from: approved.at, seconds: DELAY_SECONDS, edit: (latest, now) => tellOfDelay(latest, DELAYED, now) },
      { from: approved.at, seconds: GIVEN_UP_SECONDS, edit: lapseApproval },
    ];
  }
  if (!release || state === 'released') return [];
  const { approved: yes } = release;
  if (!isSince(release.requested.at) && !isSince(yes?.at)) return [];
  return yes
    ? [
        {
          from: yes.at,
          seconds: GIVEN_UP_SECONDS,
          edit: (latest, now) => releaseFailed(latest, NOT_RELEASED, now),
        },
      ]
    : [{ from: since, seconds: APPROVAL_MINUTES * 60, edit: lapseRelease }];
}

async function runLimit(
  { id, appliedAt, endsAt }: Containment,
  task: ContainmentTimer,
  deps: AlertDeps,
): Promise<void> {
  const { step, since } = task;
  if (appliedAt?.getTime() !== since.getTime()) return;
  const rest = endsAt ? (endsAt.getTime() - deps.clock.now().getTime()) / 1_000 : 0;
  if (step === 'end' && rest > 0) return putOff(task, rest, deps);
  const after = await changeAndShow(id, step === 'ending' ? askToKeep : end, deps);
  if (step === 'end' && after.release?.approved && after.state === 'contained') await handBack(after, deps);
}

async function changeAndShow(
  id: string,
  edit: (latest: Containment, now: Date) => Containment,
  deps: AlertDeps,
): Promise<Containment> {
  const after = await changeContainment(id, (latest) => edit(latest, deps.clock.now()), deps);
  if (after.history.length > (after.card?.shown ?? 0)) await showSoon(id, deps);
  return after;
}

const DELAYED: Trouble = {
  why: `It was approved ${DELAY_SECONDS / 60} minutes ago, and is not carried out yet.`,
  hint: `It is tried again until ${APPROVAL_MINUTES} minutes after the approval. Do not wait: contain by hand in the IAM console, and look at the log of the function trailbot-contain and at the queue ${CONTAIN_DLQ}.`,
};

const NOT_RELEASED: Trouble = {
  why: `It was not carried out within ${APPROVAL_MINUTES} minutes.`,
  hint: `Look at the log of the function trailbot-release and at the queue ${RELEASE_DLQ}, and ask for the release again.`,
};
