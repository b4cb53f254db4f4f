// Finds what about an event is not usual for its actor, and says only as much as was watched.
import type { Actor, ActorKind } from '../actor/actor.ts';
import { cutText } from '../cut-text.ts';
import type { TrailEvent } from '../event/trail-event.ts';
import type { Settings } from '../settings.ts';
import type { Profile, Source, Tool, UnusualFact } from './context.ts';
import { nameDuration } from './name-duration.ts';
import { networkTrait } from './profile-traits.ts';
import { isAttackTool } from './tool-table.ts';
import { localTime } from './working-hours.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** What a profile keeps, and CloudTrail's event history too. */
const MEMORY_MS = 90 * DAY_MS;
/** In the first week almost everything is a first time; it is said, and nobody is woken by it. */
const LEARNING_MS = 7 * DAY_MS;
/** Longer than a long holiday, or than a job that runs once a month. */
const DORMANT_MS = 45 * DAY_MS;
const NEW_KEY_MS = 7 * DAY_MS;
/** So many refusals are somebody trying doors. */
const MANY_REFUSED = 10;

const PEOPLE: ReadonlySet<ActorKind> = new Set([
  'root',
  'iam-user',
  'federated-user',
  'identity-center-user',
  'saml-user',
  'directory-user',
]);

export interface UnusualInput {
  readonly event: TrailEvent;
  readonly actor: Actor;
  readonly source: Source;
  readonly tool: Tool;
  /** As it was before this event. */
  readonly profile: Profile;
  readonly keyCreated: Date | undefined;
  readonly settings: Pick<Settings, 'workingHours'>;
  /** Stands in for the time of an event that has none. */
  readonly now?: Date;
}

/**
 * Facts that raise the severity come first. What raises, once the actor was watched for a week:
 * - a new country, for people always, for roles only when the network is not a usual one either: a build runs wherever
 *   its provider has room;
 * - a dormant identity that is back, for people always, for roles only when it comes from a new place or with a new tool;
 * - a new access key that is used from a new country or network;
 * - many refused calls from a new country or network, or with a new tool;
 * and at any time a tool that is made for attacks. The hour, a Region, a tool or a network alone raise nothing.
 */
export function findUnusual(input: UnusualInput): readonly UnusualFact[] {
  const { actor, event, source } = input;
  if (actor.kind === 'aws-service') return [];
  const at = event.eventTime ?? input.now;
  const firsts = isFirstSeen(input.profile) ? [firstSeen(input, at)] : findFirsts(input, at);
  const strangePlace = firsts.some(({ kind }) => kind === 'new-country' || kind === 'new-network');
  const strange = strangePlace || firsts.some(({ kind }) => kind === 'new-tool');
  const facts = [
    ...firsts,
    findRefused(input.profile, strange && hasLearned(input.profile, at)),
    at && findNewKey(input.keyCreated, at, strangePlace && hasLearned(input.profile, at)),
    at && findDormant(input.profile, at, PEOPLE.has(actor.kind) || strange),
    at && PEOPLE.has(actor.kind) && isDirect(source) && findHours(at, input.settings),
  ].filter((fact) => typeof fact === 'object');
  return [...facts.filter(({ raises }) => raises), ...facts.filter(({ raises }) => !raises)];
}

/** One fact about an actor that was never seen, and not one for each of its traits. */
function isFirstSeen({ lastSeen }: Profile): boolean {
  return lastSeen === undefined;
}

function firstSeen({ actor, tool, profile }: UnusualInput, at: Date | undefined): UnusualFact {
  const attack = isAttackTool(tool.family);
  const withTool = attack ? `, with ${tool.words}` : '';
  const since = profile.watchedSince === undefined ? 'that Trailbot has seen' : watched(profile, actor, at);
  const sentence = `First call by ${nameOf(actor)} ${since}${withTool}`;
  return { kind: 'first-seen', sentence, raises: attack };
}

function findFirsts(input: UnusualInput, at: Date | undefined): readonly UnusualFact[] {
  const { actor, event, source, tool, profile } = input;
  const ending = watched(profile, actor, at);
  const learned = hasLearned(profile, at);
  const network = source.knownAs === undefined ? networkTrait(source) : undefined;
  const newNetwork = network !== undefined && !profile.networks.includes(network);
  const usualNetwork = network !== undefined && !newNetwork;
  const facts: UnusualFact[] = [];
  if (source.knownAs === undefined && source.country && !profile.countries.includes(source.country.code)) {
    const sentence = `First call from ${cutText(source.country.name, 60)} ${ending}`;
    facts.push({
      kind: 'new-country',
      sentence,
      raises: learned && (PEOPLE.has(actor.kind) || !usualNetwork),
    });
  }
  if (newNetwork) {
    const name = `${cutText(source.network?.name ?? '', 60)} (${network})`.trim();
    facts.push({
      kind: 'new-network',
      sentence: `First call from the network ${name} ${ending}`,
      raises: false,
    });
  }
  if (profile.searchedRegions.includes(event.awsRegion) && !profile.regions.includes(event.awsRegion)) {
    const sentence = `First call in ${cutText(event.awsRegion, 40)} ${ending}`;
    facts.push({ kind: 'new-region', sentence, raises: false });
  }
  if (isDirect(source) && isClient(tool) && !profile.tools.includes(tool.family)) {
    const sentence = `First call with ${cutText(tool.words, 80)} ${ending}`;
    facts.push({ kind: 'new-tool', sentence, raises: isAttackTool(tool.family) });
  }
  return facts;
}

function findRefused({ refused }: Profile, strange: boolean): UnusualFact | undefined {
  if (refused < 1) return undefined;
  const calls = refused === 1 ? '1 call was' : `${refused} calls were`;
  const sentence = `${calls} refused in the 24 hours before`;
  return { kind: 'refused-before', sentence, raises: strange && refused >= MANY_REFUSED };
}

function findNewKey(created: Date | undefined, at: Date, strange: boolean): UnusualFact | undefined {
  const age = created === undefined ? Number.NaN : at.getTime() - created.getTime();
  if (!(age < NEW_KEY_MS)) return undefined;
  // A key's creation is rounded to seconds and clocks differ, so a first call may seem to come before it.
  const sentence = `The access key was created ${nameDuration(Math.max(0, age))} ago`;
  return { kind: 'new-key', sentence, raises: strange };
}

function findDormant({ lastSeen }: Profile, at: Date, raises: boolean): UnusualFact | undefined {
  const gap = lastSeen === undefined ? 0 : at.getTime() - lastSeen.getTime();
  if (gap < DORMANT_MS) return undefined;
  return { kind: 'dormant', sentence: `No calls for ${nameDuration(gap)} before this one`, raises };
}

function findHours(at: Date, { workingHours }: UnusualInput['settings']): UnusualFact | undefined {
  const { words, working } = localTime(at, workingHours);
  if (working) return undefined;
  const sentence = `${words} in ${workingHours.timeZone}, outside working hours`;
  return { kind: 'outside-working-hours', sentence, raises: false };
}

/** Completes "First call from Australia …" with what was really watched. */
function watched({ watchedSince }: Profile, actor: Actor, at: Date | undefined): string {
  if (watchedSince === undefined || at === undefined) return `since Trailbot began watching ${nameOf(actor)}`;
  const span = at.getTime() - watchedSince.getTime();
  // The event history is read a little after the event, and so reaches a little less far back from it.
  if (span >= MEMORY_MS - DAY_MS) return 'in the 90 days before';
  return `since Trailbot began watching ${nameOf(actor)} ${nameDuration(Math.max(0, span))} ago`;
}

function hasLearned({ watchedSince }: Profile, at: Date | undefined): boolean {
  return (
    watchedSince !== undefined && at !== undefined && at.getTime() - watchedSince.getTime() >= LEARNING_MS
  );
}

/** Whether the caller itself is at the other end, not a service of AWS that acts for it. */
function isDirect({ kind }: Source): boolean {
  return kind !== 'service' && kind !== 'aws-internal';
}

function isClient({ family }: Tool): boolean {
  return family !== 'aws-internal' && !family.startsWith('service-');
}

function nameOf(actor: Actor): string {
  return cutText(actor.name, 60);
}
