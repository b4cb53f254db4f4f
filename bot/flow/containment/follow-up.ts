// What follows when a containment is carried out: it is shown, looked at again, and ends when its time is over.
import type { Containment } from '../../domain/containment/containment.ts';
import type { Later } from '../../ports/run.ts';
import type { ContainDeps } from './hands-deps.ts';
import { lookLater } from './look-later.ts';
import { waitForEnd } from './timers.ts';

/** So that the thread says first that it was done. */
const MADE_SECONDS = 5;

/** All of it bears being done twice. */
export async function followUp(containment: Containment, deps: ContainDeps): Promise<void> {
  await showUntold(containment, deps);
  if (containment.state !== 'contained') return;
  await lookLater({ containmentId: containment.id, look: 0 }, deps.queue);
  await deps.later.schedule({ kind: 'find-made', containmentId: containment.id, look: 0 }, MADE_SECONDS);
  await waitForEnd(containment, deps.clock.now(), deps);
}

/** By the alert flow, which has Slack. Nothing when the thread tells it all. */
export async function showUntold(
  { id, history, card }: Containment,
  { later }: { readonly later: Later },
): Promise<void> {
  if (history.length <= (card?.shown ?? 0)) return;
  await later.schedule({ kind: 'show-containment', containmentId: id }, 0);
}
