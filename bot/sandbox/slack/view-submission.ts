// Follows what an app answers to a submitted modal: errors, another view, or nothing, which closes it.
import { isRecord } from './validate/validate-schema.ts';
import { parseView } from './validate/validate-view.ts';
import type { World } from './world.ts';

/**
 * @returns the messages to show at inputs, by block id; undefined when the view went on.
 * @throws SlackFault when the answer's view breaks a limit
 */
export function answerSubmission(
  world: World,
  user: string,
  body: string,
): Readonly<Record<string, unknown>> | undefined {
  const answer: unknown = body.trim() === '' ? {} : JSON.parse(body);
  const { response_action: action, errors, view } = isRecord(answer) ? answer : {};
  if (action === 'errors' && isRecord(errors)) return errors;
  if (action === 'clear') world.views.close(user, true);
  else if (action === 'push') world.views.stack(user, parseView(view, 'modal'));
  else if (action === 'update') {
    world.views.update({ viewId: world.views.top(user)?.id ?? '' }, parseView(view, 'modal'));
  } else world.views.close(user, false);
  return undefined;
}
