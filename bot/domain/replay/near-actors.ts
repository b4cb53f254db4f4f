// Whose names are like the one that somebody asked for, where nobody has that one.
import { nearestWords } from '../nearest-word.ts';
import type { Finding } from './finding.ts';
import { isBy } from './narrow.ts';

export interface NearActors {
  add(findings: readonly Finding[]): void;
  /** As the report tells them, four at most; undefined when the one that was asked for was among them. */
  near(): readonly string[] | undefined;
}

const SHOWN = 4;
/** Shorter ones are a part of too many names. */
const SHORTEST_PART = 3;
/** A name and its account take some hundred bytes. */
const MOST_ACTORS = 10_000;
const KIND = /^(role|user) /;
const IN_ACCOUNT = / in \d{12}$/;

/** @param actor - as {@link isBy} takes it */
export function createNearActors(actor: string): NearActors {
  const names = new Map<string, string>();
  let isThere = false;
  return {
    add(findings) {
      for (const finding of findings) {
        isThere ||= isBy(finding, actor);
        if (isThere) return;
        const { actorName, accountId } = finding;
        if (names.size < MOST_ACTORS) names.set(`${actorName} in ${accountId}`, bare(actorName));
      }
    },
    near() {
      if (isThere) return undefined;
      const wanted = bare(actor.trim().replace(IN_ACCOUNT, ''));
      const known = [...new Set(names.values())].sort();
      const parts =
        wanted.length < SHORTEST_PART ? [] : known.filter((name) => name.includes(wanted) && name !== wanted);
      // The same name in another account, or of another kind.
      const like = [...(known.includes(wanted) ? [wanted] : []), ...parts];
      const near = like.length > 0 ? like : nearestWords(wanted, known);
      const printed = near.flatMap((name) => [...names].filter(([, one]) => one === name));
      return printed.slice(0, SHOWN).map(([name]) => name);
    },
  };
}

function bare(name: string): string {
  return name.toLowerCase().replace(KIND, '');
}
