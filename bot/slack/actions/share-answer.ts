// [Share in channel]: asks the same again, and shows the answer to everybody.
import type { App } from '@slack/bolt';
import { isShareable } from '../../domain/command/command.ts';
import { parseCommand } from '../../domain/command/parse-command.ts';
import { ACTIONS } from '../../domain/naming.ts';
import { renderNote } from '../../render/help-note.ts';
import { renderProblem } from '../../render/help-problem.ts';
import { commandJob } from '../commands/command-job.ts';
import type { IngressDeps } from '../ingress-deps.ts';
import { clickOf, type Press, parsePress } from './parse-press.ts';

const NOT_SHAREABLE =
  'This answer cannot be shared: what it asks for is not there any more, or changes something.';

export function registerShareAnswer(app: App, deps: IngressDeps): void {
  app.action({ type: 'block_actions', action_id: ACTIONS.shareAnswer }, async ({ body, ack }) => {
    const press = parsePress(body);
    if (press) await share(press, deps);
    else deps.log.warn('a press that could not be read', { actionId: ACTIONS.shareAnswer });
    await ack();
  });
}

async function share(press: Press, deps: IngressDeps): Promise<void> {
  const { value: text, triggerId, alone } = press;
  const command = parseCommand(text, deps);
  if (command.kind !== 'work' || !isShareable(command.work)) {
    await deps.views.open(triggerId, renderNote(renderProblem({ problem: NOT_SHAREABLE })));
    return;
  }
  const replyTo = alone.kind === 'person' ? { ...alone, share: true } : alone;
  await deps.jobs.add(commandJob(command.work, { ...clickOf(press), text, replyTo }));
}
