// The alert's menu of questions: the chosen query is run with what the incident knows, and answered in the thread.
import type { App } from '@slack/bolt';
import { ACTIONS } from '../../domain/naming.ts';
import type { IngressDeps } from '../ingress-deps.ts';
import { jobOfPress, parsePress } from './parse-press.ts';

const CHOICE = /^(\S{1,200}) (\S{1,60})$/;

export function registerAskMenu(app: App, { jobs, log }: Pick<IngressDeps, 'jobs' | 'log'>): void {
  app.action({ type: 'block_actions', action_id: ACTIONS.ask }, async ({ body, ack }) => {
    const press = parsePress(body);
    const [, incidentId, queryId] = CHOICE.exec(press?.value ?? '') ?? [];
    if (press && incidentId !== undefined && queryId !== undefined) {
      await jobs.add(jobOfPress(press, { kind: 'run-query', queryId, values: {}, incidentId }));
    } else log.warn('a choice that no menu of ours offers', { actionId: ACTIONS.ask });
    await ack();
  });
}
