// The button that ends a mute or an expected exception.
import type { App } from '@slack/bolt';
import { ACTIONS } from '../../domain/naming.ts';
import type { IngressDeps } from '../ingress-deps.ts';
import { jobOfPress, parsePress } from './parse-press.ts';

/** Queues first and acknowledges then: a press that could not be queued shows as failed in Slack. */
export function registerEndMute(app: App, { jobs, log }: Pick<IngressDeps, 'jobs' | 'log'>): void {
  app.action({ type: 'block_actions', action_id: ACTIONS.unmute }, async ({ body, ack }) => {
    const press = parsePress(body);
    if (press) {
      const work = { kind: 'unmute', suppressionId: press.value.slice(0, 200) } as const;
      await jobs.add(jobOfPress(press, work, press.alone));
    } else log.warn('a press that could not be read', { actionId: ACTIONS.unmute });
    await ack();
  });
}
