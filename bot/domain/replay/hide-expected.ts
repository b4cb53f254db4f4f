// What people called expected or muted hides in a replay what it would have hidden from them.
import type { Source } from '../context/context.ts';
import { type Match, matchSuppression } from '../suppression/match-suppression.ts';
import { type Suppression, scopeWords } from '../suppression/suppression.ts';
import type { Finding } from './finding.ts';
import { isBy, isOf, type Narrow } from './narrow.ts';
import type { Told } from './number-incidents.ts';
import { sightingOf } from './sighting-of.ts';

export interface Expected {
  readonly suppression: Suppression;
  /** Whether no place is a new one: nobody said which the actor is known to use. */
  readonly fromAnywhere: boolean;
}

/** What one of the suppressions that a replay was given did. */
export interface SuppressionReport {
  readonly id: string;
  readonly detectionId: string;
  /** In words; names in it are somebody else's text. */
  readonly scope: string;
  /** Pages that nobody was told of because of it. */
  readonly hides: number;
  /** Pages that it is about and that were told all the same: raised, or from another place. */
  readonly brokeThrough: number;
}

/** What became of a page: `suppressedBy` and `brokeThrough` are ids, one of them at most. */
export type Hiding = Pick<Told, 'suppressedBy' | 'brokeThrough'>;

const NOTHING: Hiding = {};
/** Asked as if each had been there from the first event to the last. */
const BEFORE_ALL = new Date(0);

/** Judges as the bot does: one that hides comes before one that is broken through. */
export function hideExpected(
  expected: readonly Expected[],
  locate: (address: string) => Source,
): (page: Finding) => Hiding {
  const byDetection = Map.groupBy(expected, ({ suppression }) => suppression.detectionId);
  return (page) => {
    const own = byDetection.get(page.detectionId);
    if (own === undefined) return NOTHING;
    const located = { sighting: sightingOf(page), source: locate(page.address) };
    let brokeThrough: string | undefined;
    for (const { suppression, fromAnywhere } of own) {
      const match = matchSuppression(suppression, located, BEFORE_ALL);
      if (match.kind === 'none') continue;
      if (match.kind === 'hidden' || (fromAnywhere && isPlace(match)))
        return { suppressedBy: suppression.id };
      brokeThrough ??= suppression.id;
    }
    return brokeThrough === undefined ? NOTHING : { brokeThrough };
  };
}

function isPlace(match: Extract<Match, { kind: 'breaks-through' }>): boolean {
  return match.why.kind === 'new-network' || match.why.kind === 'new-country';
}

/** What the bot writes beside a page that was told though a suppression is about it: completes "because …". */
export function createWhyTold(
  expected: readonly Expected[],
  locate: (address: string) => Source,
): (told: Told) => readonly string[] {
  const byId = new Map(expected.map(({ suppression }) => [suppression.id, suppression]));
  return ({ page, brokeThrough = '' }) => {
    const suppression = byId.get(brokeThrough);
    if (suppression === undefined) return [];
    const located = { sighting: sightingOf(page), source: locate(page.address) };
    const match = matchSuppression(suppression, located, BEFORE_ALL);
    return match.kind === 'breaks-through' ? [match.why.because] : [];
  };
}

/**
 * Those that hide most come first; those that hide nothing are last, and may go.
 * @param narrow - what `told` is a part of: only what is about that part can be judged by it
 */
export function reportOnExpected(
  expected: readonly Expected[],
  told: readonly Told[],
  narrow: Narrow = {},
): readonly SuppressionReport[] {
  const hidden = Map.groupBy(told, ({ suppressedBy }) => suppressedBy);
  const broken = Map.groupBy(told, ({ brokeThrough }) => brokeThrough);
  return expected
    .filter(({ suppression }) => {
      const { id, actorKey, actorName = '' } = suppression;
      const { actor } = narrow;
      if (!isOf(suppression, narrow)) return false;
      const isTheirs = actorKey !== undefined && isBy({ actorKey, actorName }, actor);
      return actor === undefined || isTheirs || hidden.has(id) || broken.has(id);
    })
    .map(({ suppression }) => ({
      id: suppression.id,
      detectionId: suppression.detectionId,
      scope: scopeWords(suppression),
      hides: hidden.get(suppression.id)?.length ?? 0,
      brokeThrough: broken.get(suppression.id)?.length ?? 0,
    }))
    .sort((one, other) => other.hides - one.hides || (one.id < other.id ? -1 : 1));
}
