// The containment dialog: opened at once, filled by a job, planned again with each choice, then submitted as a request.
import type { App, BlockAction, ViewSubmitAction } from '@slack/bolt';
import {
  CONTAIN_FIELDS,
  type ContainDialog,
  parseContainDialog,
  readContainAnswers,
} from '../../domain/containment/contain-dialog.ts';
import { parseTarget } from '../../domain/containment/target.ts';
import type { Job, ReplyTo } from '../../domain/job.ts';
import { VIEWS } from '../../domain/naming.ts';
import { renderContainOpening } from '../../render/modals/contain-opening.ts';
import type { IngressDeps } from '../ingress-deps.ts';
import { FORM_GONE, NOT_QUEUED } from './incident-form.ts';
import { queueForm } from './queue-form.ts';

export interface ContainAsked {
  readonly triggerId: string;
  readonly userId: string;
  readonly replyTo: ReplyTo;
  readonly incidentId?: string;
  /** An ARN, what somebody typed for one, or nothing for the incident's actor; at most LONGEST_WHOM characters. */
  readonly whom: string;
}

export const NO_REASON = 'Say why, in a few words: whoever approves it decides by them.';

/**
 * A trigger lives three seconds and IAM is not asked here: the dialog opens empty.
 * @throws TrailbotError `slack_failed` when Slack does not open it.
 */
export async function openContain(
  { views, jobs }: Pick<IngressDeps, 'views' | 'jobs'>,
  { triggerId, userId, replyTo, incidentId, whom }: ContainAsked,
): Promise<void> {
  const dialog: ContainDialog = { replyTo, ...(incidentId && { incidentId }), whom, deletePassword: false };
  const viewId = await views.open(triggerId, renderContainOpening(dialog));
  await jobs.add(planJob(`contain ${viewId}`, { dialog, viewId, userId }));
}

export function registerContain(app: App, { jobs, log }: Pick<IngressDeps, 'jobs' | 'log'>): void {
  for (const field of [CONTAIN_FIELDS.mode, CONTAIN_FIELDS.password]) {
    app.action<BlockAction>({ type: 'block_actions', action_id: field }, async ({ body, ack }) => {
      const { view, actions, user } = body;
      const dialog = parseContainDialog(view?.private_metadata);
      if (!view || !dialog) {
        log.warn('a dialog whose metadata is not ours', { viewId: view?.id });
        return ack();
      }
      const { mode, deletePassword } = readContainAnswers(dialog, view.state?.values, actions);
      const chosen = { ...dialog, ...(mode && { mode }), deletePassword };
      const id = `contain ${view.id} ${actions[0]?.action_ts ?? view.hash}`;
      await jobs.add(planJob(id, { dialog: chosen, viewId: view.id, userId: user.id }));
      await ack();
    });
  }

  app.view<ViewSubmitAction>(VIEWS.contain, async ({ body, view, ack }) => {
    const refuse = (reason: string) =>
      ack({ response_action: 'errors', errors: { [CONTAIN_FIELDS.reason]: reason } });
    const dialog = parseContainDialog(view.private_metadata);
    // Only the form that shows a plan names its target: nobody asks for what they have not read.
    if (!dialog || !parseTarget(dialog.whom)) {
      log.warn('a dialog whose metadata is not ours', { viewId: view.id });
      return refuse(FORM_GONE);
    }
    const { mode = 'deny', ...answers } = readContainAnswers(dialog, view.state.values);
    if (answers.reason === '') return refuse(NO_REASON);
    const { replyTo, incidentId, whom } = dialog;
    const job: Job = {
      id: `form ${view.id} ${body.user.id}`,
      userId: body.user.id,
      replyTo,
      work: { kind: 'request-containment', ...(incidentId && { incidentId }), whom, mode, ...answers },
    };
    return (await queueForm(VIEWS.contain, job, { jobs, log })) ? ack() : refuse(NOT_QUEUED);
  });
}

function planJob(
  id: string,
  { dialog, viewId, userId }: { dialog: ContainDialog; viewId: string; userId: string },
): Job {
  const { replyTo, ...chosen } = dialog;
  return { id, userId, replyTo, work: { kind: 'plan-containment', viewId, ...chosen } };
}
