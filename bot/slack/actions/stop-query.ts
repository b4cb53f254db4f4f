// The Stop button of a running query.
import type { App, BlockAction, ButtonAction } from '@slack/bolt';
import { ACTIONS } from '../../domain/naming.ts';
import type { IngressDeps } from '../ingress-deps.ts';
import { jobOfPress, parsePress } from './parse-press.ts';

/** As Insights makes them. AWS cannot limit StopQuery to the bot's own queries, so nothing else is let through. */
const EXECUTION_ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Queues first and acknowledges then: a press that could not be queued shows as failed in Slack. */
export function registerStopQuery(app: App, { jobs, log }: Pick<IngressDeps, 'jobs' | 'log'>): void {
  app.action<BlockAction<ButtonAction>>(
    { type: 'block_actions', action_id: ACTIONS.stopQuery },
    async ({ body, ack }) => {
      const press = parsePress(body);
      if (press && EXECUTION_ID.test(press.value)) {
        await jobs.add(jobOfPress(press, { kind: 'stop-query', executionId: press.value }));
      } else log.warn('a Stop button without a query', { value: press?.value.slice(0, 100) });
      await ack();
    },
  );
}
