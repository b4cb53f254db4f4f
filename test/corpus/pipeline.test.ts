// Recorded events go the whole way, where somebody has them (set CORPUS_DIR): every one can be shown, and none is lost.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createIncidents } from '../../bot/aws/incidents.ts';
import { loadCatalog } from '../../bot/catalog/load-catalog.ts';
import { identifyActor } from '../../bot/domain/actor/identify-actor.ts';
import { classifySource } from '../../bot/domain/context/classify-source.ts';
import type { Context } from '../../bot/domain/context/context.ts';
import { findUnusual } from '../../bot/domain/context/find-unusual.ts';
import { nameTool } from '../../bot/domain/context/name-tool.ts';
import { compileCatalog } from '../../bot/domain/detection/compile-detection.ts';
import type { Detection } from '../../bot/domain/detection/detection.ts';
import { parseTrailMessage } from '../../bot/domain/event/parse-trail-event.ts';
import type { TrailEvent } from '../../bot/domain/event/trail-event.ts';
import { absorb, openIncident } from '../../bot/domain/incident/absorb.ts';
import { applyContext } from '../../bot/domain/incident/apply-context.ts';
import type { News, Sighting } from '../../bot/domain/incident/incident.ts';
import { TABLE } from '../../bot/domain/naming.ts';
import { TEMPLATES } from '../../bot/entry/local-world.ts';
import { createGeo } from '../../bot/geo/create-geo.ts';
import { renderIncident } from '../../bot/render/incident.ts';
import { renderNews } from '../../bot/render/news.ts';
import { renderPlainText } from '../../bot/render/plain-text.ts';
import { renderRecord } from '../../bot/render/record.ts';
import type { Pace } from '../../bot/sandbox/pace.ts';
import { CORPUS_DIR, readCorpus } from '../support/corpus.ts';
import { slackProblems } from '../support/slack-limits.ts';
import { atRest, troubleIn } from '../support/trouble.ts';
import { QUICK, startWorld, type TestWorld, textOf } from '../support/world.ts';

/** Runs that meet at one incident come again; a lease is not shortened in tests, so neither are those waits by much. */
const UNHURRIED: Pace = { ...QUICK, queueDelay: (seconds) => seconds * 20 };
const NOW = new Date('2026-11-22T14:05:00Z');
const UNREADABLE = /undefined|NaN|\[object|Invalid Date/;
const { detections, settings } = loadCatalog(TEMPLATES);
/** Whoever is on call is mentioned by a reminder; nobody is, so that every mention comes from a record. */
const NOBODY = { responders: [], approvers: [], actors: {} };
const catalog = compileCatalog(detections);
const files = ['stratus.jsonl', 'awsdocs.jsonl'];
const recorded = () => files.flatMap((file) => readCorpus(file).map(({ event }) => event));

describe.runIf(CORPUS_DIR)('recorded events, without AWS and Slack,', () => {
  const geo = createGeo({ log: { warn: () => undefined } });

  function contextOf(event: TrailEvent): Context {
    const source = geo.locate(classifySource(event.sourceIPAddress, settings.networks));
    const tool = nameTool(event.userAgent);
    const profile = {
      watchedSince: new Date('2020-01-01'),
      countries: [],
      networks: [],
      regions: [],
      tools: [],
    };
    const unusual = findUnusual({
      event,
      actor: identifyActor(event),
      source,
      tool,
      profile: { ...profile, lastSeen: undefined, searchedRegions: [], refused: 0 },
      keyCreated: undefined,
      settings,
    });
    return { source, tool, unusual, gaps: [] };
  }

  /** What Slack would refuse of all that is said about these sightings. */
  function problemsOf(sightings: readonly Sighting[]): readonly string[] {
    const [first] = sightings;
    if (!first) return [];
    const opened = openIncident('inc-1', first.event.accountId, first.actor, NOW);
    const counted = absorb(opened, sightings, NOW).incident;
    const incident = applyContext(counted, contextOf(first.event));
    const view = {
      incident,
      detections: new Map(detections.map((one) => [one.id, one])),
      settings,
      queries: [],
      now: NOW,
    };
    const news: News[] = [
      { kind: 'detection', detectionId: first.detectionId, severity: first.severity },
      { kind: 'address', address: first.event.sourceIPAddress },
      { kind: 'region', region: first.event.awsRegion },
      { kind: 'action', eventName: first.event.eventName, eventSource: first.event.eventSource },
      { kind: 'severity', from: 'low', to: 'critical', because: first.because.join(', ') },
    ];
    const messages = [
      renderIncident(view),
      renderNews(news, view),
      ...news.map((one) => renderNews([one], view)),
    ];
    const garbled = messages.map(renderPlainText).filter((text) => UNREADABLE.test(text));
    return [...[...messages, renderRecord(first.event)].flatMap(slackProblems), ...garbled];
  }

  it.each(files)('of %s can be shown as the detections judge them', (file) => {
    let matches = 0;
    for (const { case: name, event: raw } of readCorpus(file)) {
      const event = parseTrailMessage(JSON.stringify(raw));
      const actor = identifyActor(event);
      const sightings = catalog
        .judgeAll(event)
        .map(({ detection, verdict }) => ({ detectionId: detection.id, event, actor, ...verdict }));
      matches += sightings.length;
      expect(problemsOf(sightings), name).toEqual([]);
    }
    expect(matches).toBeGreaterThan(0);
  });

  it.each(files)('of %s can be shown whether they match or not', (file) => {
    const [detection] = detections;
    for (const { case: name, event: raw } of readCorpus(file)) {
      const event = parseTrailMessage(JSON.stringify(raw));
      const judged = { lane: 'page', severity: 'high', because: ['a test says so'] } as const;
      const sighting = { detectionId: detection?.id ?? '', event, actor: identifyActor(event), ...judged };
      expect(problemsOf([sighting]), name).toEqual([]);
    }
  });
});

describe.runIf(CORPUS_DIR)('recorded events, down both roads at once,', () => {
  let world: TestWorld;
  beforeAll(async () => {
    world = await startWorld(
      detections.map(({ id }) => id),
      { rateLimits: false, pace: UNHURRIED, settings: { people: NOBODY } },
    );
    const records = recorded();
    for (let at = 0; at < records.length; at += 100) await world.put(...records.slice(at, at + 100));
    await atRest(world, 90_000);
  }, 120_000);
  afterAll(() => world.close());

  it('lose nothing and worry nobody', () => {
    expect(troubleIn(world)).toEqual([]);
  });

  it('mention nobody and cannot be refused by Slack', () => {
    const messages = world.slack.messages();
    expect(messages.flatMap(({ sandbox }) => sandbox.mentions)).toEqual([]);
    expect(messages.flatMap(({ text, blocks }) => slackProblems({ text, blocks }))).toEqual([]);
    expect(messages.map(textOf).filter((text) => UNREADABLE.test(text))).toEqual([]);
  });

  it('are one message for each actor in each account', async () => {
    const incidents = await createIncidents(world.clients, TABLE).listActive(new Date(0));
    const told = incidents.map(({ accountId, actor }) => `${accountId} ${actor?.key}`);
    expect(new Set(told).size).toBe(told.length);
    expect(world.channel()).toHaveLength(told.length);
    // What pages only in numbers is for its alarm to decide, so that it may be told or not.
    expect(told).toEqual(expect.arrayContaining(paged((detection) => detection.alarm.threshold <= 1)));
    expect(paged(() => true)).toEqual(expect.arrayContaining(told));
  });

  /** Account and actor of every event that such a detection pages for. */
  function paged(isCounted: (detection: Detection) => boolean): string[] {
    const events = recorded()
      .map((raw) => parseTrailMessage(JSON.stringify(raw)))
      .filter((event) =>
        catalog
          .judgeAll(event)
          .some(({ detection, verdict }) => verdict.lane === 'page' && isCounted(detection)),
      );
    return events.map((event) => `${event.accountId} ${identifyActor(event).key}`);
  }
});
