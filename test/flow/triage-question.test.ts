// "Was it you?": asked once, whatever fails on the way, and anew when it is open again.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { resolve } from '../../bot/flow/jobs/resolve.ts';
import { wasItMe } from '../../bot/flow/jobs/was-it-me.ts';
import { runAsk, runUnanswered } from '../../bot/flow/triage-question.ts';
import { stopLogging } from '../support/trail-records.ts';
import { ACTOR, ALEX, lastTask, SAM, startTriageStage, type TriageStage } from '../support/triage-stage.ts';

let stage: TriageStage;
beforeEach(async () => {
  stage = await startTriageStage();
  await stage.happens(stopLogging(ACTOR));
});
afterEach(() => stage.world.close());

const ask = (changes?: Parameters<TriageStage['deps']>[0]) =>
  runAsk(lastTask(stage, 'ask'), stage.deps(changes));
const silence = () => runUnanswered(lastTask(stage, 'unanswered'), stage.deps());
const about = async () => ({ incidentId: (await stage.incident()).id });
async function answer(answered: 'yes' | 'no') {
  const job = stage.job({ kind: 'was-it-me', ...(await about()), answer: answered });
  if (job.work.kind === 'was-it-me') await wasItMe(job.work, job, stage.deps());
}
async function close() {
  const work = { kind: 'resolve', ...(await about()), verdict: 'expected', note: '' } as const;
  await resolve(work, stage.job(work, { userId: SAM }), stage.deps());
}

describe('the question', () => {
  it('is asked once although the store fails right after it', async () => {
    stage.world.slack.onMessage(() => {
      if (stage.questions().length === 0) return;
      const fault = { service: 'dynamodb', operation: 'PutItem', code: 'InternalServerError', status: 500 };
      stage.world.aws.faults.add({ ...fault, times: Infinity });
    });
    await expect(ask()).rejects.toThrow();
    stage.world.aws.faults.clear();
    await ask().catch(() => undefined);
    expect(stage.questions()).toHaveLength(1);
    expect((await stage.incident()).triage?.asked?.userId).toBe(ALEX);
  });

  it('is not asked when somebody resolved it while the person was being looked up', async () => {
    const { people } = stage.deps();
    const find: typeof people.find = async (id) => {
      await close();
      return people.find(id);
    };
    await ask({ people: { ...people, find } });
    expect(stage.questions()).toEqual([]);
  });

  it('that a hiccup of Slack stopped is asked all the same', async () => {
    stage.world.slack.faults.add({ method: 'conversations.open', status: 503, times: 1 });
    await ask();
    expect(stage.questions()).toHaveLength(1);
    expect(stage.said()).not.toContain('Nobody could be asked');
  });

  it('that Slack refuses is said in the thread, and ends as silence does', async () => {
    stage.world.slack.faults.add({ method: 'conversations.open', error: 'cannot_dm_bot', times: 100 });
    await ask();
    expect(stage.said()).toContain('Nobody could be asked whether it was them');
    expect(stage.said()).toContain('cannot_dm_bot');
    await silence();
    expect(stage.pages()).toHaveLength(1);
  });

  it('to somebody whom Slack does not tell is nobody’s, and the thread says why', async () => {
    stage.world.slack.faults.add({ method: 'users.info', error: 'missing_scope', times: 100 });
    await ask();
    expect(stage.said()).toContain('Add the missing scope');
    expect(stage.questions()).toEqual([]);
  });

  it('is put off until somebody can read of it, while nothing is in the channel yet', async () => {
    const opened = await stage.incident();
    await stage.deps().incidents.save({ ...opened, posts: [] });
    stage.world.slack.faults.add({ method: 'users.info', error: 'missing_scope', times: 100 });
    await expect(ask()).rejects.toMatchObject({ code: 'slack_failed' });
  });
});

describe('an incident that is open again', () => {
  it('asks anew, and does not say that the old yes was about what happens now', async () => {
    await ask();
    const first = lastTask(stage, 'unanswered');
    await answer('yes');
    await close();
    await stage.happens(stopLogging(ACTOR, { sourceIPAddress: '192.0.2.9' }));
    expect((await stage.incident()).triage?.asked).toBeUndefined();
    await ask();
    expect(stage.questions()).toHaveLength(2);
    await runUnanswered(first, stage.deps());
    expect(stage.pages()).toEqual([]);
    await silence();
    expect(stage.pages()).toHaveLength(1);
  });

  it('hears a no to the question of before', async () => {
    await ask();
    await close();
    await stage.happens(stopLogging(ACTOR, { sourceIPAddress: '192.0.2.9' }));
    await answer('no');
    expect(await stage.incident()).toMatchObject({
      severity: 'critical',
      triage: { asked: { userId: ALEX, answer: 'no' } },
    });
    expect(stage.pages()).toHaveLength(1);
  });

  it('of which somebody said that it was not them asks nobody', async () => {
    await ask();
    await answer('no');
    await close();
    const asked = stage.tasks.filter(({ kind }) => kind === 'ask').length;
    await stage.happens(stopLogging(ACTOR, { sourceIPAddress: '192.0.2.9' }));
    expect(stage.tasks.filter(({ kind }) => kind === 'ask')).toHaveLength(asked);
  });
});
