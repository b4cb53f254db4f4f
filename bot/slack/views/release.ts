// "Release…": opens the form while the trigger lives, and queues that a containment is asked to be taken back.
import type { App, ViewSubmitAction } from '@slack/bolt';
import {
  CONTAIN_FIELDS,
  parseReleaseDialog,
  type ReleaseDialog,
  readReason,
} from '../../domain/containment/contain-dialog.ts';
import { VIEWS } from '../../domain/naming.ts';
import { renderReleaseForm } from '../../render/modals/release.ts';
import type { IngressDeps } from '../ingress-deps.ts';
import { NO_REASON } from './contain.ts';
import { FORM_GONE, NOT_QUEUED } from './incident-form.ts';
import { queueForm } from './queue-form.ts';

/** @throws TrailbotError `slack_failed` when Slack does not open it: a trigger lives three seconds. */
export async function openRelease(
  { views }: Pick<IngressDeps, 'views'>,
  { triggerId, containmentId, replyTo }: ReleaseDialog & { readonly triggerId: string },
): Promise<void> {
  const dialog: ReleaseDialog = { containmentId, replyTo };
  await views.open(triggerId, renderReleaseForm(JSON.stringify(dialog)));
}

export function registerRelease(app: App, deps: Pick<IngressDeps, 'jobs' | 'log'>): void {
  app.view<ViewSubmitAction>(VIEWS.release, async ({ body, view, ack }) => {
    const refuse = (reason: string) =>
      ack({ response_action: 'errors', errors: { [CONTAIN_FIELDS.reason]: reason } });
    const dialog = parseReleaseDialog(view.private_metadata);
    const reason = readReason(view.state.values);
    if (!dialog) {
      deps.log.warn('a form whose metadata is not ours', { viewId: view.id });
      return refuse(FORM_GONE);
    }
    if (reason === '') return refuse(NO_REASON);
    const { containmentId, replyTo } = dialog;
    const userId = body.user.id;
    const work = { kind: 'request-release', containmentId, reason } as const;
    const queued = await queueForm(
      VIEWS.release,
      { id: `form ${view.id} ${userId}`, userId, replyTo, work },
      deps,
    );
    return queued ? ack() : refuse(NOT_QUEUED);
  });
}
