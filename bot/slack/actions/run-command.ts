// A button that runs a command: a corrected one, a query about somebody, the review from App Home.
import type { App } from '@slack/bolt';
import { ACTIONS } from '../../domain/naming.ts';
import { renderNote } from '../../render/help-note.ts';
import { startCommand } from '../commands/start-command.ts';
import type { IngressDeps } from '../ingress-deps.ts';
import { clickOf, parsePress } from './parse-press.ts';

/** Several such buttons in one row are told apart by a number. */
const RUN = new RegExp(`^${ACTIONS.runCommand}(_\\d{1,2})?$`);

/** The answer is for the person who pressed, as if they had typed it, also under a message that everybody sees. */
export function registerRunCommand(app: App, deps: IngressDeps): void {
  app.action({ type: 'block_actions', action_id: RUN }, async ({ body, ack }) => {
    const press = parsePress(body);
    if (press) {
      const { value: text, triggerId, alone: replyTo } = press;
      const started = await startCommand({ ...clickOf(press), text, triggerId, replyTo }, deps);
      if (started.kind === 'told') await deps.views.open(triggerId, renderNote(started.message));
    } else deps.log.warn('a press that could not be read', { actionId: ACTIONS.runCommand });
    await ack();
  });
}
