// The alert's buttons: each click becomes a job that is answered in the thread.
import type { App, BlockAction, ButtonAction } from '@slack/bolt';
import type { Job } from '../../domain/job.ts';
import { ACTIONS } from '../../domain/naming.ts';
import type { Jobs } from '../../ports.ts';

const KINDS: { readonly [actionId: string]: Job['kind'] } = {
  [ACTIONS.showActivity]: 'show-activity',
  [ACTIONS.showRecord]: 'show-record',
};

/** Queues first and acknowledges then: a click that could not be queued shows as failed in Slack. */
export function registerIncidentActions(app: App, jobs: Jobs): void {
  for (const [actionId, kind] of Object.entries(KINDS)) {
    app.action<BlockAction<ButtonAction>>(
      { type: 'block_actions', action_id: actionId },
      async ({ body, action, ack }) => {
        const job = jobOf(kind, body, action);
        if (job) await jobs.add(job);
        await ack();
      },
    );
  }
  // Links in the overflow menu are opened by Slack itself; it still wants to hear that the click arrived.
  app.action(ACTIONS.more, async ({ ack }) => ack());
}

/** Undefined for a click on something that is no message in a channel. */
function jobOf(kind: Job['kind'], body: BlockAction, action: ButtonAction): Job | undefined {
  const { message, channel, user } = body;
  if (!message || !channel) return undefined;
  return {
    kind,
    id: `${action.action_id} ${channel.id} ${message.ts} ${action.action_ts}`,
    incidentId: action.value ?? '',
    channel: channel.id,
    threadTs: message.thread_ts ?? message.ts,
    userId: user.id,
  };
}
