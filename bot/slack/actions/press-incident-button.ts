// The alert's buttons, and those of "was it you?": each press becomes a job, or opens the form that asks for the rest.
import type { App } from '@slack/bolt';
import type { Work } from '../../domain/job.ts';
import { ACTIONS } from '../../domain/naming.ts';
import type { IngressDeps } from '../ingress-deps.ts';
import { openResolve } from '../views/resolve-incident.ts';
import { jobOfPress, type Press, parsePress } from './parse-press.ts';

const WORK: readonly (readonly [actionId: string, workOf: (incidentId: string) => Work])[] = [
  [ACTIONS.showActivity, (incidentId) => ({ kind: 'show-activity', incidentId })],
  [ACTIONS.showRecord, (incidentId) => ({ kind: 'show-record', incidentId })],
  [ACTIONS.acknowledge, (incidentId) => ({ kind: 'acknowledge', incidentId })],
  [ACTIONS.wasItMe, (incidentId) => ({ kind: 'was-it-me', incidentId, answer: 'yes' })],
  [ACTIONS.wasNotMe, (incidentId) => ({ kind: 'was-it-me', incidentId, answer: 'no' })],
];
/** As long as a job takes an id. */
const LONGEST_ID = 200;

/** Queues first and acknowledges then: what could not be queued fails, and the receiver tells the person. */
export function registerIncidentButtons(app: App, deps: IngressDeps): void {
  const register = (actionId: string, act: (press: Press) => Promise<void>) =>
    app.action({ type: 'block_actions', action_id: actionId }, async ({ body, ack }) => {
      const press = parsePress(body);
      if (press && press.value.length <= LONGEST_ID) await act(press);
      else deps.log.warn('a press that could not be read', { actionId });
      await ack();
    });
  for (const [actionId, workOf] of WORK)
    register(actionId, (press) => deps.jobs.add(jobOfPress(press, workOf(press.value))));
  register(ACTIONS.resolve, (press) => openResolve(deps, { ...press, incidentId: press.value }));
}
