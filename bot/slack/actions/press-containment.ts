// The buttons that contain, decide about a containment, and take one back: each press is a job, or opens its form.
import type { App } from '@slack/bolt';
import { parseTarget } from '../../domain/containment/target.ts';
import { ACTIONS } from '../../domain/naming.ts';
import type { IngressDeps } from '../ingress-deps.ts';
import { openContain } from '../views/contain.ts';
import { openRelease } from '../views/release.ts';
import { jobOfPress, type Press, parsePress } from './parse-press.ts';

const DECISIONS = [
  [ACTIONS.approveContainment, 'approve-containment'],
  [ACTIONS.declineContainment, 'decline-containment'],
  [ACTIONS.keepContained, 'keep-contained'],
  [ACTIONS.approveRelease, 'approve-release'],
  [ACTIONS.declineRelease, 'decline-release'],
] as const;
/** As long as a job takes an id. */
const LONGEST_ID = 200;
const OTHER = /^(\S{1,200}) (\S+)$/;
const NO_INCIDENT = '-';

/** Queues first and acknowledges then: what could not be queued fails, and the receiver tells the person. */
export function registerContainmentButtons(app: App, deps: IngressDeps): void {
  /** `act` says whether it could read the value. Several buttons of a kind in one row are told apart by a number. */
  const register = (actionId: string, act: (press: Press) => Promise<boolean>) =>
    app.action(
      { type: 'block_actions', action_id: new RegExp(`^${actionId}(_\\d{1,2})?$`) },
      async ({ body, ack }) => {
        const press = parsePress(body);
        if (!press || !(await act(press))) deps.log.warn('a press that could not be read', { actionId });
        await ack();
      },
    );
  const onId = (actionId: string, act: (press: Press) => Promise<void>) =>
    register(actionId, async (press) => {
      const isId = press.value.length <= LONGEST_ID;
      if (isId) await act(press);
      return isId;
    });
  for (const [actionId, kind] of DECISIONS)
    onId(actionId, (press) => {
      const { value: containmentId, messageTs } = press;
      return deps.jobs.add(jobOfPress(press, { kind, containmentId, messageTs }));
    });
  onId(ACTIONS.contain, (press) => openContain(deps, { ...press, incidentId: press.value, whom: '' }));
  onId(ACTIONS.release, (press) => openRelease(deps, { ...press, containmentId: press.value }));
  register(ACTIONS.containOther, (press) => containOther(press, deps));
}

async function containOther(press: Press, deps: IngressDeps): Promise<boolean> {
  const [, incidentId, whom = ''] = OTHER.exec(press.value) ?? [];
  if (!parseTarget(whom)) return false;
  const on = incidentId === undefined || incidentId === NO_INCIDENT ? {} : { incidentId };
  await openContain(deps, { ...press, ...on, whom });
  return true;
}
