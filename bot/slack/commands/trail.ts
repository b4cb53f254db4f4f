// `/trail …`: answered at once where nothing has to be looked up; all else is queued, and answered to the person alone.
import type { App } from '@slack/bolt';
import type { WorkKind } from '../../domain/job.ts';
import type { Message } from '../../domain/message.ts';
import type { IngressDeps } from '../ingress-deps.ts';
import { startCommand } from './start-command.ts';

/** Said where the answer takes longer than a person waits without a sign. */
const MEANWHILE: { readonly [kind in WorkKind]?: string } = {
  status: 'Looking at the trail…',
  test: 'Sending a test event on its way…',
  'run-query': 'Asking the log…',
  who: 'Looking…',
  contained: 'Looking…',
};

/** A command that cannot be queued is not acknowledged here: the receiver says so. */
export function registerTrail(app: App, deps: IngressDeps): void {
  app.command('/trail', async ({ command, ack }) => {
    const { text = '', trigger_id: triggerId, user_id: userId } = command;
    const started = await startCommand(
      {
        text,
        id: `command ${triggerId}`,
        userId,
        triggerId,
        replyTo: {
          kind: 'person',
          channel: command.channel_id,
          responseUrl: command.response_url,
          share: false,
        },
      },
      deps,
    );
    if (started.kind === 'told') return ack(ephemeral(started.message));
    const meanwhile = started.kind === 'queued' ? MEANWHILE[started.work.kind] : undefined;
    return meanwhile === undefined ? ack() : ack({ response_type: 'ephemeral', text: meanwhile });
  });
}

function ephemeral({ text, blocks }: Message) {
  return { response_type: 'ephemeral' as const, text, blocks: [...blocks] };
}
