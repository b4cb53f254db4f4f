// Somebody who is protected while contained: IAM lets the bot change nothing then, and people are told why.
import { expect, it } from 'vitest';
import { TrailbotError } from '../../../bot/domain/errors.ts';
import { type ContainmentStage, containmentStage } from '../../support/containment-stage.ts';
import { contain, release } from '../../support/containment-story.ts';
import { detachPolicy } from '../../support/memory-iam.ts';

const DENY_ALL = 'arn:aws:iam::aws:policy/AWSDenyAll';
const denied = () =>
  Promise.reject(new TrailbotError({ code: 'aws_denied', message: 'AWS refused it.', hint: 'Deploy.' }));
const lastLine = async (stage: ContainmentStage) => (await stage.containment()).history.at(-1);
const tag = (stage: ContainmentStage, tags: Readonly<Record<string, string>>) => {
  const { facts } = stage.iam;
  stage.iam.facts = facts && { ...facts, tags };
};
const BECAUSE_OF_THE_TAG = {
  why: expect.stringContaining('has the tag trailbot:protected now'),
  hint: expect.stringContaining(' aws iam untag-user --user-name=alice --tag-keys=trailbot:protected '),
};

it('a release that IAM refuses because of the tag says so, with the command that takes it off', async () => {
  const stage = containmentStage();
  await contain(stage);
  tag(stage, { 'trailbot:protected': 'yes' });
  const { detachDeny } = stage.iam.releasing;
  Object.assign(stage.iam.releasing, { detachDeny: denied });
  await release(stage);
  expect(await lastLine(stage)).toMatchObject({
    kind: 'release-failed',
    ...BECAUSE_OF_THE_TAG,
  });
  tag(stage, {});
  await release(stage);
  expect(await lastLine(stage)).toMatchObject({ kind: 'release-failed', why: 'AWS refused it.' });
  Object.assign(stage.iam.releasing, { detachDeny });
  await release(stage);
  expect((await stage.containment()).state).toBe('released');
});

it('a policy that cannot be put back says so too', async () => {
  const stage = containmentStage();
  await contain(stage);
  tag(stage, { 'Trailbot:Protected': 'yes' });
  detachPolicy(stage.iam, DENY_ALL);
  Object.assign(stage.iam.containing, { attachDeny: denied });
  await stage.pass(10);
  expect(await lastLine(stage)).toMatchObject({
    kind: 'unverified',
    why: 'user alice has the tag Trailbot:Protected now, with which IAM lets Trailbot change nothing.',
  });
});
