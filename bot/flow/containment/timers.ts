// What is put off when a containment waits for somebody, or for its end.
import type { ContainmentTimer } from '../../domain/alarm/later-task.ts';
import { APPROVAL_MINUTES, type Containment } from '../../domain/containment/containment.ts';
import { HANDS_SECONDS } from '../../domain/containment/hand-task.ts';
import type { Later } from '../../ports/run.ts';
import { putOff } from '../put-off.ts';

interface Deps {
  readonly later: Later;
}

const APPROVAL_SECONDS = APPROVAL_MINUTES * 60;
/** It takes seconds, or a retry or two: what is not done by then may need a person. */
export const DELAY_SECONDS = 300;
/** A run that began in the last moment may still be at it. */
export const GIVEN_UP_SECONDS = APPROVAL_SECONDS + HANDS_SECONDS + 60;
const ASKS_BEFORE_SECONDS = 600;

export function waitForApproval({ id, requested }: Containment, deps: Deps): Promise<void> {
  return wait('lapse', id, requested.at, APPROVAL_SECONDS, deps);
}

/** Watches that what was approved is carried out: the function that should do it cannot say that it does not run. */
export async function watchApproved({ id, approved }: Containment, deps: Deps): Promise<void> {
  if (approved) await wait('lapse', id, approved.at, DELAY_SECONDS, deps);
}

export async function waitForRelease({ id, release }: Containment, deps: Deps): Promise<void> {
  if (release) await wait('lapse-release', id, release.requested.at, APPROVAL_SECONDS, deps);
}

export async function watchRelease({ id, release }: Containment, deps: Deps): Promise<void> {
  if (release?.approved) await wait('lapse-release', id, release.approved.at, GIVEN_UP_SECONDS, deps);
}

/** Asks ten minutes before the end, or when a third of the time is left if that is less. */
export async function waitForEnd(
  { id, appliedAt, endsAt }: Containment,
  now: Date,
  deps: Deps,
): Promise<void> {
  if (!appliedAt || !endsAt) return;
  const whole = (endsAt.getTime() - appliedAt.getTime()) / 1_000;
  const left = (endsAt.getTime() - now.getTime()) / 1_000;
  await wait('ending', id, appliedAt, left - Math.min(ASKS_BEFORE_SECONDS, whole / 3), deps);
  await wait('end', id, appliedAt, left, deps);
}

async function wait(
  step: ContainmentTimer['step'],
  containmentId: string,
  since: Date,
  seconds: number,
  deps: Deps,
): Promise<void> {
  await putOff({ kind: 'containment-timer', containmentId, step, since, left: 0 }, seconds, deps);
}
