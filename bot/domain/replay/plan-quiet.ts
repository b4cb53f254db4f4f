// For the noisiest: what "This is expected" under one of their messages would have hidden, and what to change instead.
import type { Source } from '../context/context.ts';
import type { Severity } from '../detection/detection.ts';
import { higher } from '../detection/severity.ts';
import { absorb, openIncident } from '../incident/absorb.ts';
import type { Incident } from '../incident/incident.ts';
import type { Settings } from '../settings.ts';
import { type Match, matchSuppression } from '../suppression/match-suppression.ts';
import { placeTrait } from '../suppression/network-scope.ts';
import { planSuppression, type SuppressionPlan } from '../suppression/plan-suppression.ts';
import { type Suppression, scopeWords } from '../suppression/suppression.ts';
import { whoOf } from './actor-reports.ts';
import type { Finding } from './finding.ts';
import { messagesOf, worseFirst } from './messages.ts';
import type { Told } from './number-incidents.ts';
import { sightingOf } from './sighting-of.ts';
import { whatToChange } from './what-to-change.ts';

const DAY_MS = 86_400_000;
const MOST = 5;
/** Fewer are no noise. */
const FEWEST_PAGES = 3;

/** One detection by one actor in one account. */
export interface Quiet {
  readonly detectionId: string;
  readonly actorName: string;
  readonly accountId: string;
  /** That were told. */
  readonly pages: number;
  /** The messages that they are part of. */
  readonly incidents: number;
  /** The worst of the pages. */
  readonly severity: Severity;
  /** How many of the pages stand in a critical message. Where there is one, nothing is offered that would hide it. */
  readonly inCritical: number;
  /** What makes it quiet, and safer: a sentence, for those detections of which that is known. */
  readonly change?: string;
  readonly advice:
    | {
        readonly ok: true;
        /** What is expected, in words; names in it are somebody else's text. */
        readonly scope: string;
        /** How long it lasts. */
        readonly days: number;
        /** Of the pages. */
        readonly hides: number;
        /** On how many days of the log it would have hidden one. */
        readonly onDays: number;
        /** Of the pages: told all the same, because a rule made them worse. */
        readonly raised: number;
      }
    /** It cannot be called expected. */
    | { readonly ok: false; readonly reason: string; readonly hint: string };
}

export interface QuietPlan {
  readonly quiet: readonly Quiet[];
  /** What is offered for them, where it would hide something. */
  readonly offers: readonly Suppression[];
}

export interface QuietDeps {
  readonly settings: Pick<Settings, 'networks'>;
  /** Where an address is, as the bot's databases know it. */
  readonly locate: (address: string) => Source;
  /** Whether something is to be offered for a page; for all where it is left out. */
  readonly isAsked?: (page: Finding) => boolean;
}

/** One detection's by one actor. */
interface Group {
  readonly pages: readonly Finding[];
  readonly incidents: ReadonlySet<number>;
  readonly severity: Severity;
  readonly inCritical: number;
}

/**
 * The same plan as the button's, made after the last page: the places that the actor's pages came from are known by then.
 * Root is limited to its newest network, because without one the plan refuses. The five with the most pages, and beside
 * them those of critical messages that are as many: they are an attack's as well as a routine's, and are told apart.
 * @returns the worst first, then the one with the most pages; those of critical messages last
 */
export function planQuiet(told: readonly Told[], deps: QuietDeps): QuietPlan {
  const critical = new Set(
    messagesOf(told).flatMap(({ incident, severity }) => (severity === 'critical' ? incident : [])),
  );
  const { isAsked = () => true } = deps;
  const heard = told.filter(({ page, incident }) => incident !== undefined && isAsked(page));
  const noisy = [...Map.groupBy(heard, ({ page }) => `${page.detectionId} ${whoOf(page)}`)]
    .filter(([, own]) => own.length >= FEWEST_PAGES)
    .sort(([a, one], [b, other]) => other.length - one.length || (a < b ? -1 : 1))
    .map(([, own]) => groupOf(own, critical));
  const offered = noisy.filter(({ inCritical }) => inCritical === 0).slice(0, MOST);
  const withheld = noisy.filter(({ inCritical }) => inCritical > 0).slice(0, MOST);
  const plans = [...offered.sort(bySeverity), ...withheld.sort(bySeverity)].flatMap((group) =>
    quietOf(group, deps),
  );
  return { quiet: plans.map(({ quiet }) => quiet), offers: plans.flatMap(({ offer }) => offer ?? []) };
}

function groupOf(own: readonly Told[], critical: ReadonlySet<number>): Group {
  return {
    pages: own.map(({ page }) => page),
    incidents: new Set(own.flatMap(({ incident }) => incident ?? [])),
    severity: own.reduce<Severity>((so, { page }) => higher(so, page.severity), 'low'),
    inCritical: own.filter(({ incident }) => incident !== undefined && critical.has(incident)).length,
  };
}

function bySeverity(one: Group, other: Group): number {
  return worseFirst(one.severity, other.severity) || other.pages.length - one.pages.length;
}

interface Planned {
  readonly quiet: Quiet;
  readonly offer?: Suppression;
}

function quietOf({ pages, incidents, severity, inCritical }: Group, deps: QuietDeps): readonly Planned[] {
  const last = pages.at(-1);
  if (last === undefined) return [];
  const { detectionId, actorName, accountId } = last;
  const change = whatToChange(detectionId);
  const about = {
    detectionId,
    actorName,
    accountId,
    pages: pages.length,
    incidents: incidents.size,
    severity,
    inCritical,
    ...(change !== undefined && { change }),
  };
  if (inCritical > 0) return [{ quiet: { ...about, advice: { ok: false, ...IN_CRITICAL } } }];
  const plan = planFor(last, pages, deps);
  if (!plan.ok) return [{ quiet: { ...about, advice: { ok: false, reason: plan.reason, hint: plan.hint } } }];
  const { suppression: offer } = plan;
  const test = backTest(offer, pages, deps);
  return [{ quiet: { ...about, advice: { ok: true, ...test } }, ...(test.hides > 0 && { offer }) }];
}

const IN_CRITICAL = {
  reason: 'Part of a critical message: nothing is offered that would hide it.',
  hint: 'Find out what happened first.',
};

function planFor(last: Finding, pages: readonly Finding[], { settings, locate }: QuietDeps): SuppressionPlan {
  const addresses = [...new Set(pages.map(({ address }) => address))].map(locate);
  const now = new Date(last.at ?? 0);
  return planSuppression({
    id: 'replay',
    incident: incidentOf(last, now),
    choices: {
      detectionId: last.detectionId,
      withNetwork: last.actorKind === 'root',
      withAction: false,
      reason: 'replay',
      ownerId: 'replay',
    },
    sources: [locate(last.address)],
    profile: {
      watchedSince: undefined,
      lastSeen: undefined,
      networks: addresses.flatMap((source) => placeTrait(source) ?? []),
      countries: addresses.flatMap(({ country }) => country?.code ?? []),
      regions: [],
      tools: [],
      searchedRegions: [],
      refused: 0,
    },
    settings,
    now,
  });
}

function backTest(suppression: Suppression, pages: readonly Finding[], { locate }: QuietDeps) {
  const matches = pages.map((page): readonly [Finding, Match] => [
    page,
    matchSuppression(
      suppression,
      { sighting: sightingOf(page), source: locate(page.address) },
      suppression.createdAt,
    ),
  ]);
  const hidden = matches.filter(([, { kind }]) => kind === 'hidden').map(([page]) => page);
  return {
    scope: scopeWords(suppression),
    days: Math.round((suppression.expiresAt.getTime() - suppression.createdAt.getTime()) / DAY_MS),
    hides: hidden.length,
    onDays: new Set(hidden.map(({ at }) => Math.floor((at ?? 0) / DAY_MS))).size,
    raised: matches.filter(([, match]) => match.kind === 'breaks-through' && match.why.kind === 'raised')
      .length,
  };
}

function incidentOf(page: Finding, now: Date): Incident {
  const sighting = sightingOf(page);
  return absorb(openIncident('replay', page.accountId, sighting.actor, now), [sighting], now).incident;
}
