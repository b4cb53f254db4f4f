// Fills the open modal with what a containment would do, or why it cannot be.
import type { ContainDialog } from '../../domain/containment/contain-dialog.ts';
import { TrailbotError } from '../../domain/errors.ts';
import type { Job, WorkOf } from '../../domain/job.ts';
import type { Message, View } from '../../domain/message.ts';
import { renderNotDecided } from '../../render/containment/refused.ts';
import { renderFailure } from '../../render/failure.ts';
import { renderContainForm, renderContainNote, renderContainRefused } from '../../render/modals/contain.ts';
import { heldAlready } from '../containment/held-already.ts';
import { readPlan } from '../containment/read-plan.ts';
import { recordRefusal } from '../containment/record-refusal.ts';
import type { JobDeps } from '../job-deps.ts';
import { showDialog } from '../show-dialog.ts';
import { known } from '../triage-incident.ts';

type PlanWork = WorkOf<'plan-containment'>;

/** Whatever goes wrong is said in the dialog: nobody else is concerned. */
export async function planContainment(work: PlanWork, job: Job, deps: JobDeps): Promise<undefined> {
  await showDialog(work.viewId, await fill(work, job, deps), deps);
}

/** Says in the open dialog what the person may not: nothing else would follow there. */
export function refusePlan(
  { viewId }: PlanWork,
  refusal: Message,
  deps: Pick<JobDeps, 'views' | 'log'>,
): Promise<void> {
  return showDialog(viewId, renderContainNote(refusal), deps);
}

async function fill(work: PlanWork, job: Job, deps: JobDeps): Promise<View> {
  try {
    const { incidentId, deletePassword } = work;
    const incident = incidentId === undefined ? undefined : await known({ incidentId }, deps);
    const plan = await readPlan(work, incident, deps, true);
    if (!plan.ok) {
      await recordRefusal(job, plan.reason, deps);
      return renderContainRefused(plan);
    }
    const held = await heldAlready(plan, deps);
    if (held) {
      await recordRefusal(job, held.reason, deps);
      return renderContainNote(renderNotDecided(held.reason, held.hint));
    }
    const { replyTo } = job;
    const dialog: ContainDialog = {
      replyTo,
      whom: plan.target.arn,
      mode: plan.mode,
      deletePassword,
      ...(incidentId !== undefined && { incidentId }),
    };
    return renderContainForm(dialog, plan, deps.settings.accounts);
  } catch (error) {
    if (!(error instanceof TrailbotError)) throw error;
    deps.log.warn('a containment could not be planned', { code: error.code, error });
    return renderContainNote(renderFailure(error));
  }
}
