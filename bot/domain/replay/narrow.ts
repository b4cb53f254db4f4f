// What part of a replay is shown, after all was judged and grouped as the bot does.
import type { Finding } from './finding.ts';
import type { Told } from './number-incidents.ts';

/** All is shown where neither is said. */
export interface Narrow {
  /** A name or key, as {@link isBy} takes it. */
  readonly actor?: string;
  /** Ids. */
  readonly detections?: readonly string[];
}

export type Who = Pick<Finding, 'actorKey' | 'actorName'> & Partial<Pick<Finding, 'accountId'>>;

/** As the report ends the name of an actor. */
const IN_ACCOUNT = / in (\d{12})$/;

/**
 * @param actor - in any case: a key as `--jsonl` tells it, or a name as the report does, with the account behind it or
 * without, and without the word that says of what kind it is; everybody where it is left out
 */
export function isBy({ actorKey, actorName, accountId }: Who, actor: string | undefined): boolean {
  if (actor === undefined) return true;
  const wanted = actor.trim().toLowerCase();
  if (actorKey.toLowerCase() === wanted || isNamed(actorName, wanted)) return true;
  const account = IN_ACCOUNT.exec(wanted)?.[1];
  if (account === undefined || (accountId !== undefined && accountId !== account)) return false;
  return isNamed(actorName, wanted.replace(IN_ACCOUNT, ''));
}

function isNamed(actorName: string, wanted: string): boolean {
  const name = actorName.toLowerCase();
  return name === wanted || name === `role ${wanted}` || `user ${name}` === wanted;
}

/** Of one of the detections: all where none is said. */
export function isOf({ detectionId }: Pick<Finding, 'detectionId'>, { detections }: Narrow): boolean {
  return detections === undefined || detections.includes(detectionId);
}

export function isShown(finding: Finding, narrow: Narrow): boolean {
  return isOf(finding, narrow) && isBy(finding, narrow.actor);
}

export function isNarrow({ actor, detections }: Narrow): boolean {
  return actor !== undefined || detections !== undefined;
}

/**
 * The pages that are shown, and of each incident that has one of them the others as well: of those who share a key, as
 * federated users of one issuer do, and of other detections. Numbers stay what they are.
 */
export function wholeMessagesOf(told: readonly Told[], narrow: Narrow): readonly Told[] {
  if (!isNarrow(narrow)) return told;
  const own = new Set(
    told.flatMap(({ page, incident }) => (incident !== undefined && isShown(page, narrow) ? incident : [])),
  );
  return told.filter(
    ({ page, incident }) => (incident !== undefined && own.has(incident)) || isShown(page, narrow),
  );
}

/** Of whole messages the pages of the detections: what figures count. */
export function countedOf(whole: readonly Told[], narrow: Narrow): readonly Told[] {
  return narrow.detections === undefined ? whole : whole.filter(({ page }) => isOf(page, narrow));
}

/** What is counted of all that was told. */
export function toldOf(told: readonly Told[], narrow: Narrow): readonly Told[] {
  return countedOf(wholeMessagesOf(told, narrow), narrow);
}
