// The answer to "was it you?" is heard from whoever was asked, also when the incident is not the newest any more.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Job } from '../../../bot/domain/job.ts';
import { runJob } from '../../../bot/flow/job.ts';
import { runAsk } from '../../../bot/flow/triage-question.ts';
import { stopLogging } from '../../support/trail-records.ts';
import {
  ACTOR,
  GUEST,
  lastTask,
  SAM,
  startTriageStage,
  type TriageStage,
} from '../../support/triage-stage.ts';

let stage: TriageStage;
afterEach(() => stage.world.close());

async function askWhoIsAsked(): Promise<string> {
  await stage.happens(stopLogging(ACTOR));
  await runAsk(lastTask(stage, 'ask'), stage.deps());
  return (await stage.incident()).id;
}

/** As a press in the direct message. */
async function press(incidentId: string, answer: 'yes' | 'no', changes: Partial<Job> = {}): Promise<void> {
  const [question] = stage.questions();
  if (!question) throw new Error('nobody was asked');
  const replyTo = { kind: 'thread', channel: question.channel, threadTs: question.ts } as const;
  const job = stage.job({ kind: 'was-it-me', incidentId, answer }, { replyTo, ...changes });
  await runJob(JSON.stringify(job), stage.deps());
}

describe('a no', () => {
  beforeEach(async () => {
    stage = await startTriageStage();
  });

  it('about an incident that a newer one followed makes the newer one critical, and pages', async () => {
    const older = await askWhoIsAsked();
    await stage.happens(stopLogging(ACTOR), stage.muchLater);
    const newer = await stage.incident();
    expect(newer.id).not.toBe(older);
    await press(older, 'no');
    expect(stage.pages()).toHaveLength(1);
    expect(await stage.incident()).toMatchObject({
      id: newer.id,
      severity: 'critical',
      triage: { asked: { answer: 'no' } },
    });
    expect(stage.said()).toContain('says it was NOT them');
    expect(stage.said()).toContain('Your team was told and paged');
  });

  it('that is delivered twice, or pressed again, pages once', async () => {
    const incidentId = await askWhoIsAsked();
    await press(incidentId, 'no', { id: 'the same press' });
    await press(incidentId, 'no', { id: 'the same press' });
    await press(incidentId, 'no');
    expect(stage.pages()).toHaveLength(1);
  });

  it('of somebody who was never asked is not heard', async () => {
    const incidentId = await askWhoIsAsked();
    await press(incidentId, 'no', { userId: SAM, replyTo: { kind: 'home' } });
    expect(stage.pages()).toEqual([]);
    expect(stage.said()).toContain('Only the person who was asked can answer this');
  });
});

describe('a yes', () => {
  it('about an incident that a newer one followed says nothing about the newer one', async () => {
    stage = await startTriageStage();
    const older = await askWhoIsAsked();
    await stage.happens(stopLogging(ACTOR), stage.muchLater);
    await press(older, 'yes');
    expect((await stage.incident()).triage?.asked).toBeUndefined();
    expect(stage.said()).toContain('This is not asked any more');
  });
});

describe('a guest', () => {
  it('who was asked is heard', async () => {
    stage = await startTriageStage({ actors: { [ACTOR]: GUEST } });
    await press(await askWhoIsAsked(), 'no', { userId: GUEST });
    expect((await stage.incident()).triage?.asked).toMatchObject({ userId: GUEST, answer: 'no' });
    expect(stage.pages()).toHaveLength(1);
  });
});
