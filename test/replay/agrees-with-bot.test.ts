// By nature a replay differs in this: it goes by the time of the call where the bot goes by the time of delivery, so that
// what comes late may join another incident there; and it counts an event once that a trail delivers twice.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { loadCatalog } from '../../bot/catalog/load-catalog.ts';
import { classifySource } from '../../bot/domain/context/classify-source.ts';
import { compileCatalog } from '../../bot/domain/detection/compile-detection.ts';
import { parseTrailEvent } from '../../bot/domain/event/parse-trail-event.ts';
import { findingsOf } from '../../bot/domain/replay/finding.ts';
import { tellPages } from '../../bot/domain/replay/report.ts';
import { createTally } from '../../bot/domain/replay/tally.ts';
import { TEMPLATES } from '../../bot/entry/local-world.ts';
import { type Happened, runBot } from '../support/bot-in-memory.ts';
import { suppression } from '../support/suppressions.ts';

const COUNTED = 'console-login-unknown-user';
const IDS = ['cloudtrail-changes', 'root-usage', 'iam-changes', COUNTED];
const catalog = loadCatalog(TEMPLATES);
const detections = catalog.detections.filter(({ id }) => IDS.includes(id));
const compiled = compileCatalog(detections);
const BEGIN = Date.parse('2026-11-02T00:00:00Z');
const SECOND = 1_000;
const HOUR = 3_600_000;
const QUIET = catalog.settings.incidentQuietHours * HOUR;

const templates = detections.flatMap(({ examples }) =>
  examples.filter(({ fires }) => fires).map(({ event }) => event),
);
const counted = detections.find(({ id }) => id === COUNTED)?.examples.find(({ fires }) => fires)?.event;

/** Many are near the end of an incident: there the minutes until an alarm rings and the bot looks decide. */
const gap = fc.oneof(
  { weight: 6, arbitrary: fc.integer({ min: 0, max: 100 }).map((n) => n * SECOND) },
  { weight: 2, arbitrary: fc.integer({ min: 1, max: 5 }).map((n) => n * HOUR) },
  { weight: 1, arbitrary: fc.integer({ min: 14, max: 40 }).map((n) => n * HOUR) },
  { weight: 4, arbitrary: fc.integer({ min: -1_500, max: 1_500 }).map((n) => QUIET + n * SECOND) },
);
const step = fc.record({
  gap,
  template: fc.oneof(fc.constantFrom(...templates), fc.constant(counted ?? {})),
  user: fc.constantFrom('alice', 'bob', undefined),
  accountId: fc.constantFrom('123456789012', '210987654321'),
  awsRegion: fc.constantFrom('us-east-1', 'eu-west-1'),
  sourceIPAddress: fc.constantFrom('192.0.2.10', '198.51.100.7'),
});
/** Some below the threshold, some above it, some spread over more than a period. */
const burst = fc.array(
  step.map((one) => ({ ...one, template: counted ?? {}, gap: Math.min(one.gap, 100 * SECOND) })),
  { minLength: 3, maxLength: 9 },
);
const steps = fc.array(
  fc.oneof(
    step.map((one) => [one]),
    burst,
  ),
  { minLength: 1, maxLength: 15 },
);
const history = steps.map((all) => {
  let at = BEGIN;
  return all.flat().map(({ gap: waited, template, user, accountId, ...place }, n): Happened => {
    at += waited;
    const userIdentity = {
      type: 'IAMUser',
      userName: user,
      accountId,
      arn: `arn:aws:iam::${accountId}:user/${user}`,
    };
    const record = {
      ...template,
      ...(user !== undefined && { userIdentity }),
      ...place,
      recipientAccountId: accountId,
      eventTime: new Date(at).toISOString(),
      eventID: `${String(n).padStart(8, '0')}-0000-4000-8000-000000000000`,
    };
    return { at, record };
  });
});

const expectedOfAlice = suppression({
  detectionId: 'iam-changes',
  network: '192.0.2.0/24',
  createdAt: new Date(BEGIN),
  expiresAt: new Date(BEGIN + 10_000 * HOUR),
});
const muted = suppression({
  id: 'muted',
  detectionId: COUNTED,
  createdAt: new Date(BEGIN),
  expiresAt: new Date(BEGIN + 10_000 * HOUR),
});
const { actorKey: _key, actorName: _name, accountId: _account, ...muteOfAll } = muted;

function runReplayOver(events: readonly Happened[], suppressions: readonly ReturnType<typeof suppression>[]) {
  const tally = createTally(undefined, [COUNTED]);
  for (const { record } of events) tally.add(findingsOf(parseTrailEvent(record), compiled), []);
  const told = tellPages(
    tally,
    { detections, settings: catalog.settings },
    {
      locate: (address) => classifySource(address, catalog.settings.networks),
      expected: suppressions.map((one) => ({ suppression: one, fromAnywhere: false })),
    },
  );
  const heard = told.filter(({ incident }) => incident !== undefined);
  return [...Map.groupBy(heard, ({ incident }) => incident).values()]
    .map((group) =>
      group
        .map(({ page }) => `${page.detectionId} ${page.eventID.replaceAll('-', '').slice(0, 16)}`)
        .toSorted(),
    )
    .sort((one, other) => (String(one) < String(other) ? -1 : 1));
}

describe('what a replay tells', () => {
  it.each([
    ['nothing expected', []],
    ['something expected and something muted', [expectedOfAlice, muteOfAll]],
  ])(
    'is in the incidents that the bot makes of the same events, with %s',
    async (_, suppressions) => {
      let incidents = 0;
      let rang = 0;
      await fc.assert(
        fc.asyncProperty(history, async (events) => {
          const bot = await runBot(events, { detections, settings: catalog.settings, suppressions });
          expect(runReplayOver(events, suppressions)).toEqual(bot);
          incidents += bot.length;
          rang += bot.flat().filter((key) => key.startsWith(COUNTED)).length;
        }),
        { numRuns: 120 },
      );
      expect(incidents).toBeGreaterThan(10);
      // Of what is muted only what was raised is told, which may be none.
      expect(rang).toBeGreaterThan(suppressions.length === 0 ? 20 : -1);
    },
    60_000,
  );
});
