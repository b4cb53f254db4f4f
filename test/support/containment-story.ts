// One containment from its request to its release, as two people bring it about; and what must be true of it.
import { expect } from 'vitest';
import { standing } from '../../bot/domain/containment/carry-out.ts';
import { denyAllArn } from '../../bot/domain/containment/target.ts';
import { ALEX, type ContainmentStage, KIM, REQUEST, SAM } from './containment-stage.ts';

/** Long enough for a function that was stopped to be started again, and short enough for an approval to count. */
const MINUTES = 7;

/** @returns whether there was something to decide about, all the way. */
export async function contain(stage: ContainmentStage): Promise<boolean> {
  stage.ask(ALEX, REQUEST);
  await stage.pass(MINUTES);
  const asked = await stage.containment();
  stage.ask(SAM, { kind: 'approve-containment', containmentId: asked.id, messageTs: asked.card?.ts ?? '' });
  await stage.pass(MINUTES);
  return (await stage.containment()).state === 'contained';
}

export async function release(stage: ContainmentStage): Promise<void> {
  const held = await stage.containment();
  stage.ask(ALEX, { kind: 'request-release', containmentId: held.id, reason: 'The key is replaced' });
  await stage.pass(MINUTES);
  const messageTs = (await stage.containment()).card?.ts ?? '';
  stage.ask(KIM, { kind: 'approve-release', containmentId: held.id, messageTs });
  await stage.pass(MINUTES);
}

/** The thread tells the whole story in its order, each line once; so does the audit record; the card shows the last. */
export async function expectTold(stage: ContainmentStage): Promise<void> {
  const { id, history, card } = await stage.containment();
  expect(stage.lines().map(({ key }) => key)).toEqual(history.map((_, index) => `${id}/${index}`));
  const recorded = [...stage.store.entries.values()].filter(({ deed }) => deed.kind === 'containment');
  expect(recorded.map((entry) => entry.id)).toEqual(history.map((_, index) => `${id} ${index}`));
  expect(stage.slack.posted.filter(({ key }) => key.includes('/card'))).toHaveLength(1);
  expect(card?.shown).toBe(history.length);
  const told = stage.store.incident.containments;
  expect(told).toMatchObject([{ containmentId: id, state: (await stage.containment()).state }]);
}

/** What is written down as changed is what IAM has, no more and no less. */
export async function expectTrue(stage: ContainmentStage): Promise<void> {
  const containment = await stage.containment();
  const { facts } = stage.iam;
  const kinds = standing(containment).map(({ kind }) => kind);
  expect(facts?.attached.includes(denyAllArn(containment.target))).toBe(kinds.includes('policy'));
  expect(facts?.accessKeys[0]?.active).toBe(!kinds.includes('key'));
  expect(facts?.accessKeys[1]?.active).toBe(false);
}
