// The audit record in a DynamoDB: each deed once, never changed, whatever its words.
import { ScanCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createAudit } from '../../bot/aws/audit.ts';
import { decodeIncident, encodeIncident } from '../../bot/aws/incident-codec.ts';
import { TABLE } from '../../bot/domain/naming.ts';
import type { AuditEntry } from '../../bot/domain/triage/audit-entry.ts';
import type { Audit } from '../../bot/ports/store.ts';
import { incident, NOW } from '../support/alert-fixtures.ts';
import { startAws, type TestAws } from '../support/aws.ts';

let world: TestAws;
let audit: Audit;
beforeAll(async () => {
  world = await startAws();
  audit = createAudit(world.clients, TABLE);
});
afterAll(() => world.aws.close());

const at = (minutes: number) => new Date(NOW.getTime() + minutes * 60_000);
const entry = (changes: Partial<AuditEntry> = {}): AuditEntry => ({
  id: 'press 1',
  at: NOW,
  userId: 'U0ALEX0001',
  deed: { kind: 'resolved', verdict: 'expected', note: '`<!channel>` \u{1F600}' },
  incidentId: 'one',
  channel: 'C0ALERTS01',
  messageTs: '1.1',
  ...changes,
});

describe('the audit record', () => {
  it('gives back what was added, oldest first, of one incident', async () => {
    const later = entry({ id: 'a', at: at(2), deed: { kind: 'acknowledged' } });
    await audit.add(later);
    await audit.add(entry());
    await audit.add(entry({ id: 'b', incidentId: 'another' }));
    expect(await audit.list('one')).toEqual([entry(), later]);
  });

  it('keeps what was written first', async () => {
    await audit.add(entry({ incidentId: 'two' }));
    await audit.add(entry({ incidentId: 'two', userId: 'U0SAM00001', at: at(5) }));
    expect(await audit.list('two')).toEqual([entry({ incidentId: 'two' })]);
  });

  it('keeps an entry about no incident, with its dates, for 400 days, listed by day', async () => {
    const signedOff: AuditEntry = {
      id: 'sign-off 1',
      at: NOW,
      userId: 'U0ALEX0001',
      deed: { kind: 'signed-off', from: at(-60), to: NOW, count: 3 },
    };
    await audit.add(signedOff);
    expect(await audit.list('general')).toEqual([signedOff]);
    const { Items = [] } = await world.clients.dynamo.send(new ScanCommand({ TableName: TABLE }));
    expect(Items.find(({ sk }) => sk === 'sign-off 1')).toMatchObject({
      gsi1pk: 'AUDIT#2026-11-22',
      expiresAt: NOW.getTime() / 1_000 + 400 * 86_400,
    });
  });

  it('takes ids of any length and content', async () => {
    const long = '\u{1F600}#'.repeat(500);
    await audit.add(entry({ id: long, incidentId: long }));
    await audit.add(entry({ id: `${long}!`, incidentId: long }));
    expect(await audit.list(long)).toHaveLength(2);
  });
});

describe('an incident', () => {
  it('comes back from the store with what people did, and when', () => {
    const whole = incident({
      triage: {
        acknowledged: { userId: 'U0ALEX0001', at: NOW },
        assignee: 'U0SAM00001',
        resolved: { userId: 'U0ALEX0001', at: NOW, verdict: 'expected', note: 'x' },
        remindedAt: NOW,
        escalatedAt: NOW,
        clockSince: NOW,
        askingSince: NOW,
        asked: { userId: 'U0SAM00001', at: NOW, answer: 'yes' },
        deeds: ['press 1'],
      },
      untold: [
        { kind: 'deed', entry: entry() },
        {
          kind: 'deed',
          entry: entry({
            deed: {
              kind: 'suppressed',
              suppressionId: 's',
              detectionId: 'd',
              scope: 'x',
              reason: 'y',
              expiresAt: NOW,
            },
          }),
        },
      ],
    });
    const back = decodeIncident(encodeIncident(whole));
    expect(back).toEqual(whole);
    expect(JSON.stringify(back.untold)).toBe(JSON.stringify(whole.untold));
  });
});
