import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { classifySource } from '../../../bot/domain/context/classify-source.ts';
import type { Finding } from '../../../bot/domain/replay/finding.ts';
import type { Expected } from '../../../bot/domain/replay/hide-expected.ts';
import { countBySeverity, messagesOf } from '../../../bot/domain/replay/messages.ts';
import { isBy, type Narrow, toldOf } from '../../../bot/domain/replay/narrow.ts';
import { reportOn, tellPages } from '../../../bot/domain/replay/report.ts';
import { createTally } from '../../../bot/domain/replay/tally.ts';
import { finding } from '../../support/findings.ts';
import { suppression } from '../../support/suppressions.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const [USUAL, COUNTED] = ['user-created', 'many-reads'];
const DETECTIONS = [
  { id: USUAL, title: 'User created', alarm: { threshold: 1, period: 60 } },
  { id: COUNTED, title: 'Many reads', alarm: { threshold: 3, period: 300 } },
];
const ALICE = { actorKey: 'iam-user/123456789012/alice', actorName: 'alice' };
const ELSEWHERE = { ...ALICE, accountId: '210987654321', actorKey: 'iam-user/210987654321/alice' };
const BOB = { actorKey: 'iam-user/123456789012/bob', actorName: 'bob' };
/** They share a key, and with it a message. */
const GATE = { actorKey: 'federated-user/arn:aws:iam::123456789012:user/gate' };
const ANN = { ...GATE, actorName: 'gate as federated user ann' };
const BEN = { ...GATE, actorName: 'gate as federated user ben' };
const muteOfAlice: Expected = { suppression: suppression({ detectionId: USUAL }), fromAnywhere: true };
const muteOfBob: Expected = {
  suppression: suppression({ id: 'bob', detectionId: USUAL, ...BOB }),
  fromAnywhere: true,
};

function run(findings: readonly Finding[], actor?: string, expected: readonly Expected[] = []) {
  return runPart(findings, actor === undefined ? {} : { actor }, expected);
}

function runPart(findings: readonly Finding[], narrow: Narrow, expected: readonly Expected[] = []) {
  const tally = createTally(undefined, [COUNTED], narrow);
  const fresh = tally.add(findings, []);
  const settings = { incidentQuietHours: 12, deployment: { withoutAlarm: [] } };
  const locate = (address: string) => classifySource(address, {});
  const all = tellPages(tally, { detections: DETECTIONS, settings }, { locate, expected });
  const seen = { events: 1_000, first: 0, last: 24 * HOUR };
  return {
    fresh,
    told: toldOf(all, narrow),
    tally,
    report: reportOn(tally, all, seen, DETECTIONS, expected),
  };
}

const some = fc.record({
  detectionId: fc.constantFrom(USUAL, COUNTED),
  at: fc.oneof(
    fc.nat(15).map((n) => n * MINUTE),
    fc.nat(60).map((n) => n * HOUR),
  ),
  lane: fc.constantFrom<('page' | 'review')[]>('page', 'page', 'review'),
  eventID: fc.constantFrom(...Array.from({ length: 40 }, (_, n) => `event-${n}`)),
  who: fc.constantFrom(ALICE, ELSEWHERE, BOB, ANN, BEN),
});
const history = fc
  .array(some, { minLength: 10, maxLength: 40 })
  .map((all) => all.map(({ who, ...rest }) => finding({ ...who, ...rest })));

describe('a part of a replay', () => {
  it('is what everybody’s has of an actor and of that one’s messages, number by number', () => {
    let several = 0;
    fc.assert(
      fc.property(history, fc.constantFrom(ALICE, BOB, ANN), (findings, who) => {
        const expected = [muteOfBob];
        const everybody = run(findings, undefined, expected);
        const one = run(findings, who.actorName, expected);
        const isTheirs = ({ actorName }: Finding) => actorName === who.actorName;
        const own = new Set(everybody.told.filter(({ page }) => isTheirs(page)).map((told) => told.incident));
        own.delete(undefined);
        const shown = everybody.told.filter(({ page, incident }) => own.has(incident) || isTheirs(page));
        expect(one.told).toEqual(shown);
        expect(one.fresh).toEqual(everybody.fresh.filter(isTheirs));
        const { pages, incidents, reviewed, repeated } = everybody.report;
        expect(one.report.only).toEqual({ actor: who.actorName, outOf: { pages, incidents, reviewed } });
        expect(one.report).toMatchObject({
          incidents: own.size,
          pages: shown.filter(({ incident }) => incident !== undefined).length,
          reviewed: everybody.fresh.filter((it) => it.lane === 'review' && isTheirs(it)).length,
          events: 1_000,
        });
        expect(one.report.repeated).toBeLessThanOrEqual(repeated);
        several += shown.filter(({ page }) => !isTheirs(page)).length;
      }),
      { numRuns: 300 },
    );
    expect(several).toBeGreaterThan(20);
  });

  it('is what all have of a detection, with the severity of the whole messages', () => {
    let shared = 0;
    fc.assert(
      fc.property(history, fc.constantFrom(USUAL, COUNTED), (findings, id) => {
        const all = runPart(findings, {}, [muteOfBob]);
        const one = runPart(findings, { detections: [id] }, [muteOfBob]);
        const isIts = ({ page }: { page: Finding }) => page.detectionId === id;
        expect(one.told).toEqual(all.told.filter(isIts));
        const numbers = new Set(one.told.flatMap(({ incident }) => incident ?? []));
        const whole = all.told.filter(({ incident }) => incident !== undefined && numbers.has(incident));
        const { pages, incidents, reviewed } = all.report;
        expect(one.report).toMatchObject({
          only: { detections: [id], outOf: { pages, incidents, reviewed } },
          incidents: numbers.size,
          incidentsBySeverity: countBySeverity(messagesOf(whole)),
          detections: all.report.detections.filter((row) => row.id === id),
          silent: all.report.silent.filter((it) => it === id),
        });
        shared += whole.length - whole.filter(isIts).length;
      }),
      { numRuns: 200 },
    );
    expect(shared).toBeGreaterThan(20);
  });

  it('has what was told because others did as much', () => {
    const reads = [ALICE, BOB, BOB].map((who, n) =>
      finding({ detectionId: COUNTED, at: n * MINUTE, ...who }),
    );
    expect(run(reads, 'alice').report).toMatchObject({ pages: 1, incidents: 1, belowThreshold: 0 });
    expect(run(reads.slice(0, 2), 'alice').report).toMatchObject({ pages: 0, belowThreshold: 1 });
    const reviewed = reads.map((one) =>
      one.actorName === 'bob' ? { ...one, lane: 'review' as const } : one,
    );
    expect(run(reviewed, 'alice').report).toMatchObject({ pages: 1, reviewed: 0 });
  });

  it('keeps the numbers that its messages have among all', () => {
    const pages = [BOB, ALICE, BOB, ALICE].map((who, n) =>
      finding({ detectionId: USUAL, at: n * 20 * HOUR, ...who }),
    );
    expect(run(pages, 'alice').told.map(({ incident }) => incident)).toEqual([2, 4]);
  });

  it.each(['alice', 'ALICE', ALICE.actorKey, ALICE.actorKey.toUpperCase()])('is found by %s', (actor) => {
    expect(isBy(ALICE, actor)).toBe(true);
    expect(isBy(BOB, actor)).toBe(false);
    expect(isBy(ELSEWHERE, actor)).toBe(!actor.includes('/'));
  });

  it('is in each account where somebody has that name', () => {
    const pages = [ALICE, ELSEWHERE, BOB].map((who) => finding({ detectionId: USUAL, ...who }));
    const { report, tally } = run(pages, 'Alice');
    expect(report.actors.map(({ accountId }) => accountId)).toEqual(['123456789012', '210987654321']);
    expect([...tally.accounts]).toEqual(['123456789012', '210987654321']);
    expect([...run(pages, ELSEWHERE.actorKey).tally.accounts]).toEqual(['210987654321']);
  });

  it('is nothing for somebody who is in none, and says of how much', () => {
    const { report } = run([finding({ detectionId: USUAL })], 'mallory');
    expect(report).toMatchObject({ incidents: 0, detections: [], actors: [] });
    expect(report.only?.outOf).toEqual({ incidents: 1, pages: 1, reviewed: 0 });
  });

  it('has the suppressions that did something to it or are about that one, and judges no other', () => {
    const bob = finding({ detectionId: USUAL, ...BOB });
    const alice = finding({ detectionId: USUAL, ...ALICE });
    const { actorKey: _key, actorName: _name, ...everybody } = muteOfAlice.suppression;
    const muteOfAll: Expected = { suppression: { ...everybody, id: 'all' }, fromAnywhere: true };
    const idsOf = (findings: readonly Finding[], expected: readonly Expected[]) =>
      run(findings, 'alice', expected).report.suppressions.map(({ id, hides }) => `${id} ${hides}`);
    expect(idsOf([bob, alice], [muteOfBob, muteOfAlice])).toEqual(['a1b2c3d4 1']);
    expect(idsOf([bob], [muteOfBob, muteOfAlice])).toEqual(['a1b2c3d4 0']);
    expect(idsOf([bob], [muteOfAll])).toEqual([]);
    expect(idsOf([bob, alice], [muteOfAll])).toEqual(['all 1']);
  });
});
