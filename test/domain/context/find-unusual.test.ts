import { describe, expect, it } from 'vitest';
import { identifyActor } from '../../../bot/domain/actor/identify-actor.ts';
import type { Profile, Source, Tool, UnusualFact } from '../../../bot/domain/context/context.ts';
import { findUnusual, type UnusualInput } from '../../../bot/domain/context/find-unusual.ts';
import type { WorkingHours } from '../../../bot/domain/settings.ts';
import { assumedRole, root, trailEvent } from '../../support/records.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** A Sunday, 14:00 in Amsterdam. */
const SUNDAY = new Date('2026-11-22T13:00:00Z');
const MONDAY = new Date('2026-11-23T13:00:00Z');
const ago = (milliseconds: number, at = MONDAY) => new Date(at.getTime() - milliseconds);

const workingHours: WorkingHours = {
  timeZone: 'Europe/Amsterdam',
  days: [1, 2, 3, 4, 5],
  from: '08:00',
  to: '18:00',
};
const HOME: Source = {
  kind: 'public',
  address: '192.0.2.10',
  country: { code: 'NL', name: 'Netherlands' },
  network: { asn: 64500, name: 'Example Access' },
};
const ABROAD: Source = {
  kind: 'public',
  address: '203.0.113.66',
  country: { code: 'AU', name: 'Australia' },
  network: { asn: 64666, name: 'Example Hosting' },
};
const CLI: Tool = { family: 'aws-cli', words: 'AWS CLI 2.31 on macOS' };
const PROFILE: Profile = {
  watchedSince: ago(120 * DAY_MS),
  lastSeen: ago(2 * DAY_MS),
  countries: ['NL'],
  networks: ['AS64500'],
  regions: ['us-east-1'],
  tools: ['aws-cli'],
  searchedRegions: ['us-east-1', 'eu-west-1', 'eu-north-1', 'ap-southeast-1', 'ap-southeast-2'],
  refused: 0,
};
const BUILD = assumedRole('deploy', 'run-17');

function find(
  changes: Partial<Omit<UnusualInput, 'event' | 'actor' | 'profile'>> & {
    at?: Date;
    profile?: Partial<Profile>;
    identity?: unknown;
    region?: string;
  } = {},
): readonly UnusualFact[] {
  const { at = MONDAY, profile, identity, region = 'us-east-1', ...input } = changes;
  const event = trailEvent({
    eventTime: at.toISOString(),
    awsRegion: region,
    ...(identity === undefined ? {} : { userIdentity: identity }),
  });
  return findUnusual({
    event,
    actor: identifyActor(event),
    source: HOME,
    tool: CLI,
    profile: { ...PROFILE, ...profile },
    keyCreated: undefined,
    settings: { workingHours },
    ...input,
  });
}
const fact = (facts: readonly UnusualFact[], kind: UnusualFact['kind']) =>
  facts.find((one) => one.kind === kind);

it('nothing is unusual about a usual call', () => {
  expect(find()).toEqual([]);
});

describe('a first time', () => {
  it('is claimed for 90 days only when so long was watched', () => {
    expect(fact(find({ source: ABROAD }), 'new-country')).toEqual({
      kind: 'new-country',
      sentence: 'First call from Australia in the 90 days before',
      raises: true,
    });
    const young = find({ source: ABROAD, profile: { watchedSince: ago(12 * DAY_MS) } });
    expect(fact(young, 'new-country')?.sentence).toBe(
      'First call from Australia since Trailbot began watching alice 12 days ago',
    );
  });

  it('raises nothing in the week in which everything is new', () => {
    const facts = find({ source: ABROAD, profile: { watchedSince: ago(3 * DAY_MS) } });
    expect(fact(facts, 'new-country')?.raises).toBe(false);
  });

  it('is told for network, Region and tool without raising', () => {
    const source = { ...HOME, network: { asn: 64501, name: 'Example Mobile' } };
    const tool = { family: 'boto3', words: 'boto3 1.40 on Linux' };
    expect(find({ source, tool, region: 'ap-southeast-2' })).toEqual([
      {
        kind: 'new-network',
        sentence: 'First call from the network Example Mobile (AS64501) in the 90 days before',
        raises: false,
      },
      { kind: 'new-region', sentence: 'First call in ap-southeast-2 in the 90 days before', raises: false },
      {
        kind: 'new-tool',
        sentence: 'First call with boto3 1.40 on Linux in the 90 days before',
        raises: false,
      },
    ]);
  });

  it('is one fact, not five, for an actor nobody has seen', () => {
    const profile = { watchedSince: undefined, lastSeen: undefined, countries: [], networks: [], tools: [] };
    expect(find({ source: ABROAD, profile })).toEqual([
      { kind: 'first-seen', sentence: 'First call by alice that Trailbot has seen', raises: false },
    ]);
  });

  it('of anybody in the event history says how far that reaches', () => {
    const profile = { watchedSince: ago(90 * DAY_MS), lastSeen: undefined };
    expect(find({ source: ABROAD, profile })).toEqual([
      { kind: 'first-seen', sentence: 'First call by alice in the 90 days before', raises: false },
    ]);
  });

  it('is never said of a place the company knows', () => {
    expect(find({ source: { ...ABROAD, knownAs: 'VPN' } })).toEqual([]);
  });

  it('is not said of services that call for the actor', () => {
    const source: Source = { kind: 'service', address: 'cloudformation.amazonaws.com' };
    const tool = { family: 'service-cloudformation', words: 'CloudFormation' };
    expect(find({ source, tool, at: SUNDAY })).toEqual([]);
  });

  it('with a tool made for attacks raises at once', () => {
    const tool = { family: 'pacu', words: 'Pacu (an attack tool)' };
    expect(fact(find({ tool, profile: { watchedSince: ago(HOUR_MS) } }), 'new-tool')?.raises).toBe(true);
    const stranger = find({ tool, profile: { watchedSince: undefined, lastSeen: undefined } });
    expect(stranger).toMatchObject([{ kind: 'first-seen', raises: true }]);
  });
});

describe('a role that builds and deploys', () => {
  it('is not raised when its provider runs it in another country', () => {
    const source = { ...ABROAD, network: HOME.network ?? { asn: 0, name: '' } };
    expect(find({ identity: BUILD, source })).toMatchObject([{ kind: 'new-country', raises: false }]);
  });

  it('is raised when country and network are both new', () => {
    expect(find({ identity: BUILD, source: ABROAD })[0]).toMatchObject({ kind: 'new-country', raises: true });
  });

  it('works on Sundays', () => {
    const profile = { lastSeen: ago(DAY_MS, SUNDAY) };
    expect(find({ identity: BUILD, at: SUNDAY, profile })).toEqual([]);
  });

  it('may rest for months, unless it comes back changed', () => {
    const profile = { lastSeen: ago(74 * DAY_MS) };
    expect(find({ identity: BUILD, profile })).toEqual([
      { kind: 'dormant', sentence: 'No calls for 74 days before this one', raises: false },
    ]);
    const changed = find({ identity: BUILD, profile, tool: { family: 'curl', words: 'curl 8' } });
    expect(fact(changed, 'dormant')?.raises).toBe(true);
  });
});

describe('a person', () => {
  it('who comes back after 45 days raises', () => {
    expect(find({ profile: { lastSeen: ago(46 * DAY_MS) } })).toMatchObject([
      { kind: 'dormant', raises: true },
    ]);
    expect(find({ profile: { lastSeen: ago(44 * DAY_MS) } })).toEqual([]);
  });

  it('is told to work outside working hours, in the time of the company', () => {
    expect(find({ at: new Date('2026-11-22T02:12:00Z'), profile: { lastSeen: ago(9 * DAY_MS) } })).toEqual([
      {
        kind: 'outside-working-hours',
        sentence: 'Sunday 03:12 in Europe/Amsterdam, outside working hours',
        raises: false,
      },
    ]);
  });
});

describe('keys and refusals', () => {
  it('tells the age of a key that is less than a week old', () => {
    expect(find({ keyCreated: ago(2 * HOUR_MS) })).toEqual([
      { kind: 'new-key', sentence: 'The access key was created 2 hours ago', raises: false },
    ]);
    expect(find({ keyCreated: ago(8 * DAY_MS) })).toEqual([]);
  });

  it('raises for a new key that is used from a new network', () => {
    const source = { ...HOME, network: { asn: 64501, name: 'Example Hosting' } };
    expect(fact(find({ source, keyCreated: ago(2 * HOUR_MS) }), 'new-key')?.raises).toBe(true);
  });

  it('counts refused calls, and raises for many of them from a new place', () => {
    expect(find({ profile: { refused: 1 } })).toMatchObject([
      { sentence: '1 call was refused in the 24 hours before', raises: false },
    ]);
    expect(find({ profile: { refused: 40 } })).toMatchObject([{ kind: 'refused-before', raises: false }]);
    expect(fact(find({ source: ABROAD, profile: { refused: 40 } }), 'refused-before')).toEqual({
      kind: 'refused-before',
      sentence: '40 calls were refused in the 24 hours before',
      raises: true,
    });
  });
});

it('puts what raises first', () => {
  const facts = find({ profile: { lastSeen: ago(60 * DAY_MS) }, region: 'eu-north-1' });
  expect(facts.map(({ kind }) => kind)).toEqual(['dormant', 'new-region']);
});

it('says nothing about AWS services, and little about events without a time', () => {
  expect(
    find({ identity: { type: 'AWSService', invokedBy: 'config.amazonaws.com' }, source: ABROAD }),
  ).toEqual([]);
  const event = trailEvent({ eventTime: null, userIdentity: root() });
  const actor = identifyActor(event);
  const settings = { workingHours };
  const facts = findUnusual({
    event,
    actor,
    source: ABROAD,
    tool: CLI,
    profile: PROFILE,
    keyCreated: MONDAY,
    settings,
  });
  expect(fact(facts, 'new-country')).toEqual({
    kind: 'new-country',
    sentence: 'First call from Australia since Trailbot began watching root',
    raises: false,
  });
});
