// Whose part of a replay is shown, after all was judged and grouped as the bot does.
import type { Finding } from './finding.ts';
import type { Told } from './number-incidents.ts';

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

/**
 * The pages of the actor, and of each incident that has one of them the others as well: those who share a key, as
 * federated users of one issuer do, share a message. Numbers stay what they are.
 */
export function toldOf(told: readonly Told[], actor: string | undefined): readonly Told[] {
  if (actor === undefined) return told;
  const own = new Set(
    told.flatMap(({ page, incident }) => (incident !== undefined && isBy(page, actor) ? incident : [])),
  );
  return told.filter(
    ({ page, incident }) => (incident !== undefined && own.has(incident)) || isBy(page, actor),
  );
}
