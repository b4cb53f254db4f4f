// Fills the open "This is expected" dialog: what is chosen in it, and what that would have hidden of the last 30 days.
import { identifyActor } from '../../domain/actor/identify-actor.ts';
import { TrailbotError } from '../../domain/errors.ts';
import type { Incident, Tally } from '../../domain/incident/incident.ts';
import { leadTally } from '../../domain/incident/lead-event.ts';
import type { Job, WorkOf } from '../../domain/job.ts';
import type { Message, View } from '../../domain/message.ts';
import { backTest as test } from '../../domain/suppression/back-test.ts';
import type { ExpectedDialog } from '../../domain/suppression/expected-form.ts';
import type { Located } from '../../domain/suppression/match-suppression.ts';
import {
  type ExpectedOutcome,
  renderExpectedForm,
  renderExpectedProblem,
  renderExpectedRefused,
} from '../../render/modals/expected.ts';
import type { JobDeps } from '../job-deps.ts';
import { showDialog } from '../show-dialog.ts';
import { sourceOf } from '../source-of.ts';
import { known } from '../triage-incident.ts';
import { planFor } from './suppress.ts';

const LOOK_BACK_MS = 30 * 86_400_000;
/** What is asked for a plan that nobody keeps. */
const NOT_SAID_YET = 'not said yet';

/** Whatever goes wrong is said in the dialog: nobody else is concerned. */
export async function backTest(work: WorkOf<'back-test'>, job: Job, deps: JobDeps): Promise<undefined> {
  const { replyTo } = job;
  if (replyTo.kind !== 'thread') return;
  const { channel, threadTs } = replyTo;
  const { incidentId, detectionId, withNetwork, withAction, viewId } = work;
  const dialog = { incidentId, channel, threadTs, detectionId, withNetwork, withAction };
  await showDialog(viewId, await fill(dialog, job, deps), deps);
}

/** Says in the open dialog what the person may not: nothing else would follow there. */
export function refuseBackTest(
  { viewId }: WorkOf<'back-test'>,
  refusal: Message,
  deps: Pick<JobDeps, 'views' | 'log'>,
): Promise<void> {
  return showDialog(viewId, renderExpectedRefused(refusal), deps);
}

async function fill(dialog: ExpectedDialog, job: Job, deps: JobDeps): Promise<View> {
  try {
    const incident = await known(dialog, deps);
    const leading = leadTally(incident);
    const chosen = { ...dialog, detectionId: dialog.detectionId || (leading?.detectionId ?? '') };
    const others = incident.tallies.filter((tally) => tally !== leading);
    const detections = [leading, ...others].flatMap((tally) =>
      tally ? [{ id: tally.detectionId, title: titleOf(tally.detectionId, deps) }] : [],
    );
    const outcome = await count(incident, chosen, job, deps);
    // Without a detection there is nothing to choose from.
    if (detections.length === 0 && outcome.kind === 'refused') return renderExpectedProblem(chosen, outcome);
    return renderExpectedForm({ dialog: chosen, detections, outcome });
  } catch (error) {
    if (!(error instanceof TrailbotError)) throw error;
    deps.log.warn('a dialog could not be filled', { code: error.code, error });
    return renderExpectedProblem(dialog, { reason: error.message, hint: error.hint });
  }
}

async function count(
  incident: Incident,
  dialog: ExpectedDialog,
  job: Job,
  deps: JobDeps,
): Promise<ExpectedOutcome> {
  const now = deps.clock.now();
  const choices = { ...dialog, reason: NOT_SAID_YET, ownerId: job.userId };
  const plan = await planFor(incident, choices, job, deps);
  if (!plan.ok) return { kind: 'refused', reason: plan.reason, hint: plan.hint };
  const incidents = await deps.incidents.listActive(new Date(now.getTime() - LOOK_BACK_MS));
  const tested = incidents.map((one) => ({
    incident: one,
    samples: one.tallies
      .filter(({ detectionId }) => detectionId === dialog.detectionId)
      .flatMap((tally) => locate(tally, one, deps)),
  }));
  return { kind: 'counted', suppression: plan.suppression, test: test(plan.suppression, tested, now) };
}

/** Judged as the catalog would today; as it was judged then where the detection is not in it any more. */
function locate(tally: Tally, { actor }: Incident, deps: JobDeps): readonly Located[] {
  const { detectionId, severity, because } = tally;
  const compiled = deps.catalog.detections.find(({ detection }) => detection.id === detectionId);
  return tally.samples.map((event) => {
    const verdict = compiled?.judge(event) ?? { severity, because };
    const sighting = {
      detectionId,
      event,
      actor: actor ?? identifyActor(event),
      ...verdict,
      lane: 'page' as const,
    };
    return { sighting, source: sourceOf(event, deps) };
  });
}

function titleOf(id: string, { catalog }: JobDeps): string {
  return catalog.detections.find(({ detection }) => detection.id === id)?.detection.title ?? id;
}
