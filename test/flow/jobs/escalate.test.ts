// "Escalate" on an incident that a newer one of the same actor followed.
import { afterEach, describe, expect, it } from 'vitest';
import { escalate } from '../../../bot/flow/jobs/escalate.ts';
import { resolve } from '../../../bot/flow/jobs/resolve.ts';
import { stopLogging } from '../../support/trail-records.ts';
import { ACTOR, startTriageStage, type TriageStage, wordsOf } from '../../support/triage-stage.ts';

let stage: TriageStage;
afterEach(() => stage.world.close());

describe('an incident that is over', () => {
  it('is escalated all the same: it pages, says so, and is in the record', async () => {
    stage = await startTriageStage();
    await stage.happens(stopLogging(ACTOR));
    const { id: incidentId } = await stage.incident();
    await stage.happens(stopLogging(ACTOR), stage.muchLater);
    const work = { kind: 'escalate', incidentId } as const;
    const answer = await escalate(work, stage.job(work), stage.deps());
    expect(stage.pages()).toHaveLength(1);
    expect(wordsOf(answer)).toContain('paged the escalation contacts');
    const record = await stage.deps().audit.list(incidentId);
    expect(record.map(({ deed }) => deed.kind)).toContain('escalated');
  });

  it('pages nobody once it is resolved, and says why', async () => {
    stage = await startTriageStage();
    await stage.happens(stopLogging(ACTOR));
    const { id: incidentId } = await stage.incident();
    const closing = { kind: 'resolve', incidentId, verdict: 'expected', note: '' } as const;
    await resolve(closing, stage.job(closing), stage.deps());
    const work = { kind: 'escalate', incidentId } as const;
    expect(wordsOf(await escalate(work, stage.job(work), stage.deps()))).toContain('Already resolved');
    expect(stage.pages()).toEqual([]);
  });
});
