// The alert's menu behind •••: one action of Slack's for all its entries, told apart by the chosen value.
import type { App } from '@slack/bolt';
import type { Work } from '../../domain/job.ts';
import { ACTIONS, MORE } from '../../domain/naming.ts';
import type { IngressDeps } from '../ingress-deps.ts';
import { openAssign } from '../views/assign-incident.ts';
import { openExpected } from '../views/expected.ts';
import { threadOrNote } from '../views/incident-form.ts';
import { jobOfPress, type Press, parsePress } from './parse-press.ts';

type Choose = (press: Press, incidentId: string, deps: IngressDeps) => Promise<void>;

const CHOICES: ReadonlyMap<string, Choose> = new Map<string, Choose>([
  [MORE.assign, (press, incidentId, deps) => openAssign(deps, { ...press, incidentId })],
  [MORE.expected, expected],
  [MORE.escalate, queue((incidentId) => ({ kind: 'escalate', incidentId }))],
  [MORE.record, queue((incidentId) => ({ kind: 'show-record', incidentId }))],
  // Slack opens a link by itself; it still wants to hear that the press arrived.
  [MORE.link, async () => undefined],
]);
const CHOICE = /^([a-z]{1,20}) (\S{1,200})$/;

export function registerMoreMenu(app: App, deps: IngressDeps): void {
  app.action({ type: 'block_actions', action_id: ACTIONS.more }, async ({ body, ack }) => {
    const press = parsePress(body);
    const [, what = '', incidentId = ''] = CHOICE.exec(press?.value ?? '') ?? [];
    const choose = CHOICES.get(what);
    if (press && choose) await choose(press, incidentId, deps);
    else deps.log.warn('a choice that no menu of ours offers', { actionId: ACTIONS.more });
    await ack();
  });
}

function queue(workOf: (incidentId: string) => Work): Choose {
  return (press, incidentId, { jobs }) => jobs.add(jobOfPress(press, workOf(incidentId)));
}

async function expected(press: Press, incidentId: string, deps: IngressDeps) {
  const { triggerId, userId } = press;
  const thread = await threadOrNote({ ...press, incidentId }, deps);
  if (!thread) return;
  const { channel, threadTs } = thread;
  await openExpected(deps, { triggerId, incidentId, channel, threadTs, userId });
}
