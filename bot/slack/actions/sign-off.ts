// The button under the daily review.
import type { App } from '@slack/bolt';
import { ACTIONS } from '../../domain/naming.ts';
import { parseSignOffValue } from '../../domain/review/sign-off-value.ts';
import type { IngressDeps } from '../ingress-deps.ts';
import { jobOfPress, parsePress } from './parse-press.ts';

/**
 * Queues first and acknowledges then: a press that could not be queued shows as failed in Slack. A review that everybody
 * sees is answered where everybody sees it: nobody signs it off a second time.
 */
export function registerSignOff(app: App, { jobs, log }: Pick<IngressDeps, 'jobs' | 'log'>): void {
  app.action({ type: 'block_actions', action_id: ACTIONS.signOff }, async ({ body, ack }) => {
    const press = parsePress(body);
    const signed = parseSignOffValue(press?.value ?? '');
    if (press && signed) await jobs.add(jobOfPress(press, { kind: 'sign-off', ...signed }));
    else log.warn('a sign-off button with a strange value', { value: press?.value.slice(0, 100) });
    await ack();
  });
}
