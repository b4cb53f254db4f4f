// What a form about an incident carries from the press that opened it to the press that submits it.
import type { ModalView } from '@slack/types';
import * as z from 'zod/mini';
import type { Job, Work } from '../../domain/job.ts';
import { parseJson } from '../../domain/read-json.ts';
import { renderNote } from '../../render/help-note.ts';
import { renderProblem } from '../../render/help-problem.ts';
import type { Press, Thread } from '../actions/parse-press.ts';
import type { IngressDeps } from '../ingress-deps.ts';

const id = z.string().check(z.minLength(1), z.maxLength(200));
const schema = z.object({ incidentId: id, channel: id, threadTs: id });

export type IncidentForm = z.infer<typeof schema>;

export type Asked = Pick<Press, 'triggerId' | 'userId' | 'thread'> & { readonly incidentId: string };

/**
 * Opens the form that `render` makes of the metadata; what was decided in it is told in the thread of the press.
 * @throws TrailbotError `slack_failed` when Slack does not open it: a trigger lives three seconds.
 */
export async function openForm(
  asked: Asked,
  render: (metadata: string) => ModalView,
  deps: Pick<IngressDeps, 'views' | 'log'>,
): Promise<void> {
  const thread = await threadOrNote(asked, deps);
  if (!thread) return;
  const { channel, threadTs } = thread;
  const form: IncidentForm = { incidentId: asked.incidentId, channel, threadTs };
  await deps.views.open(asked.triggerId, render(JSON.stringify(form)));
}

/** The thread of the press; where there is none, undefined, and the person is told what to do. */
export async function threadOrNote(
  { triggerId, incidentId, thread }: Asked,
  { views, log }: Pick<IngressDeps, 'views' | 'log'>,
): Promise<Thread | undefined> {
  if (thread) return thread;
  log.warn('a form was asked for outside of a thread', { incidentId });
  await views.open(triggerId, renderNote(renderProblem({ problem: NO_THREAD })));
  return undefined;
}

const NO_THREAD = 'Slack does not say which alert this belongs to. Use the buttons of the alert itself.';

/** It was in Slack's hands meanwhile: undefined for anything that {@link openForm} does not make. Never throws. */
export function parseIncidentForm(metadata: string): IncidentForm | undefined {
  return schema.safeParse(parseJson(metadata)).data;
}

/** One form is one decision, however often Slack delivers it. */
export function jobOfForm(
  { channel, threadTs }: IncidentForm,
  viewId: string,
  userId: string,
  work: Work,
): Job {
  return { id: `form ${viewId} ${userId}`, userId, replyTo: { kind: 'thread', channel, threadTs }, work };
}

export const FORM_GONE = 'This form is not valid any more. Close it, and press the button again.';
export const NOT_QUEUED =
  'This could not be taken up, and nothing was done. Press the button again in a minute.';
