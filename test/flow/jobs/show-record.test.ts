// What can be asked of an alert whose message a newer incident took over.
import { afterEach, describe, expect, it } from 'vitest';
import { openWaiting } from '../../../bot/domain/incident/wait-for-events.ts';
import { showActivity } from '../../../bot/flow/jobs/show-activity.ts';
import { showRecord } from '../../../bot/flow/jobs/show-record.ts';
import { alarm } from '../../support/sightings.ts';
import { stopLogging } from '../../support/trail-records.ts';
import { ACTOR, startTriageStage, type TriageStage, wordsOf } from '../../support/triage-stage.ts';

let stage: TriageStage;
afterEach(() => stage.world.close());

describe('a press that was on its way while the events came', () => {
  it('shows the event and its actor, not that there is none yet', async () => {
    stage = await startTriageStage();
    await stage.happens(stopLogging(ACTOR));
    const deps = stage.deps();
    const waiting = openWaiting(alarm(), 'high', new Date());
    const waitEnded = { kind: 'adopted', incidentId: (await stage.incident()).id } as const;
    await deps.incidents.save({ ...waiting, waitEnded });
    const record = { kind: 'show-record', incidentId: waiting.id } as const;
    expect(wordsOf(await showRecord(record, stage.job(record), deps))).toContain('StopLogging');
    const activity = { kind: 'show-activity', incidentId: waiting.id } as const;
    expect(wordsOf(await showActivity(activity, stage.job(activity), deps))).toContain(ACTOR);
  });
});
