// The dialog of "This is expected…": opened at once, filled by a job, counted again with each choice, then submitted.
import type { App, BlockAction, ViewSubmitAction } from '@slack/bolt';
import type { Job } from '../../domain/job.ts';
import { VIEWS } from '../../domain/naming.ts';
import {
  EXPECTED_FIELDS,
  type ExpectedDialog,
  parseExpectedDialog,
  readExpectedAnswers,
} from '../../domain/suppression/expected-form.ts';
import { renderExpectedOpening } from '../../render/modals/expected.ts';
import type { IngressDeps } from '../ingress-deps.ts';
import { FORM_GONE, NOT_QUEUED } from './incident-form.ts';
import { queueForm } from './queue-form.ts';

export interface ExpectedAsked {
  readonly triggerId: string;
  readonly incidentId: string;
  readonly channel: string;
  readonly threadTs: string;
  readonly userId: string;
}

/** A trigger lives three seconds and the store is not asked here: the dialog opens empty. */
export async function openExpected({ views, jobs }: IngressDeps, asked: ExpectedAsked): Promise<void> {
  const { triggerId, incidentId, channel, threadTs, userId } = asked;
  const place = { incidentId, channel, threadTs };
  const dialog: ExpectedDialog = { ...place, detectionId: '', withNetwork: false, withAction: false };
  const viewId = await views.open(triggerId, renderExpectedOpening(dialog));
  await jobs.add(countJob(`expected ${viewId}`, { dialog, viewId, userId }));
}

export function registerExpected(app: App, { jobs, log }: Pick<IngressDeps, 'jobs' | 'log'>): void {
  for (const field of [EXPECTED_FIELDS.detection, EXPECTED_FIELDS.limits]) {
    app.action<BlockAction>({ type: 'block_actions', action_id: field }, async ({ body, ack }) => {
      const { view, actions, user } = body;
      const dialog = parseExpectedDialog(view?.private_metadata);
      if (view && dialog) {
        const answers = readExpectedAnswers(dialog, view.state?.values, actions);
        const { detectionId, withNetwork, withAction } = answers;
        const chosen = { ...dialog, detectionId, withNetwork, withAction };
        const id = `expected ${view.id} ${actions[0]?.action_ts ?? view.hash}`;
        await jobs.add(countJob(id, { dialog: chosen, viewId: view.id, userId: user.id }));
      } else log.warn('a dialog whose metadata is not ours', { viewId: view?.id });
      await ack();
    });
  }

  app.view<ViewSubmitAction>(VIEWS.expected, async ({ body, view, ack }) => {
    const refuse = (reason: string) =>
      ack({ response_action: 'errors', errors: { [EXPECTED_FIELDS.reason]: reason } });
    const dialog = parseExpectedDialog(view.private_metadata);
    if (!dialog) {
      log.warn('a dialog whose metadata is not ours', { viewId: view.id });
      return refuse(FORM_GONE);
    }
    const answers = readExpectedAnswers(dialog, view.state.values);
    if (answers.reason === '') return refuse('Say why: whoever reads it in a year was not there.');
    const { incidentId, channel, threadTs } = dialog;
    const job: Job = {
      id: `expect ${view.id}`,
      userId: body.user.id,
      replyTo: { kind: 'thread', channel, threadTs },
      work: { kind: 'suppress', incidentId, ...answers },
    };
    return (await queueForm(VIEWS.expected, job, { jobs, log })) ? ack() : refuse(NOT_QUEUED);
  });
}

function countJob(
  id: string,
  { dialog, viewId, userId }: { dialog: ExpectedDialog; viewId: string; userId: string },
): Job {
  const { channel, threadTs, ...chosen } = dialog;
  return {
    id,
    userId,
    replyTo: { kind: 'thread', channel, threadTs },
    work: { kind: 'back-test', viewId, ...chosen },
  };
}
