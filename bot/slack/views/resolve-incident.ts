// "Resolve…": opens the form while the trigger lives, and queues what was decided in it.
import type { App } from '@slack/bolt';
import * as z from 'zod/mini';
import { VIEWS } from '../../domain/naming.ts';
import { VERDICTS } from '../../domain/triage/triage.ts';
import { LONGEST_NOTE, RESOLVE_INPUTS, renderResolveForm } from '../../render/modals/resolve.ts';
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

const { verdict: VERDICT, note: NOTE } = RESOLVE_INPUTS;
const schema = z.object({
  [VERDICT]: z.object({
    [VERDICT]: z.object({ selected_option: z.object({ value: z.enum(VERDICTS) }) }),
  }),
  [NOTE]: z.optional(
    z.object({ [NOTE]: z.object({ value: z.nullish(z.string().check(z.maxLength(LONGEST_NOTE))) }) }),
  ),
});

export function openResolve(deps: Pick<IngressDeps, 'views' | 'log'>, asked: Asked): Promise<void> {
  return openForm(asked, renderResolveForm, deps);
}

export function registerResolveForm(app: App, deps: IngressDeps): void {
  app.view({ type: 'view_submission', callback_id: VIEWS.resolve }, async ({ ack, body, view }) => {
    const refuse = (reason: string) => ack({ response_action: 'errors', errors: { [VERDICT]: reason } });
    const form = parseIncidentForm(view.private_metadata);
    const { data } = schema.safeParse(view.state.values);
    if (!form) return refuse(FORM_GONE);
    if (!data) return refuse(`Choose one, and keep the note under ${LONGEST_NOTE} characters.`);
    const verdict = data[VERDICT][VERDICT].selected_option.value;
    const note = data[NOTE]?.[NOTE].value ?? '';
    const work = { kind: 'resolve', incidentId: form.incidentId, verdict, note } as const;
    const queued = await queueForm(VIEWS.resolve, jobOfForm(form, view.id, body.user.id, work), deps);
    return queued ? ack() : refuse(NOT_QUEUED);
  });
}
