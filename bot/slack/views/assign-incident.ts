// "Assign…": opens the form while the trigger lives, and queues whom the incident is given to.
import type { App } from '@slack/bolt';
import * as z from 'zod/mini';
import { VIEWS } from '../../domain/naming.ts';
import { ASSIGN_INPUT, renderAssignForm } from '../../render/modals/assign.ts';
import type { IngressDeps } from '../ingress-deps.ts';
import {
  type Asked,
  FORM_GONE,
  jobOfForm,
  NOT_QUEUED,
  openForm,
  parseIncidentForm,
} from './incident-form.ts';
import { queueForm } from './queue-form.ts';

const schema = z.object({
  [ASSIGN_INPUT]: z.object({
    [ASSIGN_INPUT]: z.object({ selected_user: z.string().check(z.regex(/^[UW][A-Z0-9]{2,30}$/)) }),
  }),
});

export function openAssign(deps: Pick<IngressDeps, 'views' | 'log'>, asked: Asked): Promise<void> {
  return openForm(asked, (metadata) => renderAssignForm(metadata, asked.userId), deps);
}

export function registerAssignForm(app: App, deps: IngressDeps): void {
  app.view({ type: 'view_submission', callback_id: VIEWS.assign }, async ({ ack, body, view }) => {
    const refuse = (reason: string) => ack({ response_action: 'errors', errors: { [ASSIGN_INPUT]: reason } });
    const form = parseIncidentForm(view.private_metadata);
    const { data } = schema.safeParse(view.state.values);
    if (!form) return refuse(FORM_GONE);
    if (!data) return refuse('Choose a person.');
    const assignee = data[ASSIGN_INPUT][ASSIGN_INPUT].selected_user;
    const work = { kind: 'assign', incidentId: form.incidentId, assignee } as const;
    const queued = await queueForm(VIEWS.assign, jobOfForm(form, view.id, body.user.id, work), deps);
    return queued ? ack() : refuse(NOT_QUEUED);
  });
}
