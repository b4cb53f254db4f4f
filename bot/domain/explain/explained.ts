// What a condition asked of one record, as a tree: each clause with what the record has in its place, and its answer.

/** A value that a clause looked at. */
export interface Seen {
  /** As the clause writes it: `$.userIdentity.type`, `requestParameters.roleName`. */
  readonly path: string;
  /** What stands there; several for a wildcard. Empty: nothing does. */
  readonly values: readonly unknown[];
}

/** One question that is not taken apart further. */
export interface Clause {
  readonly kind: 'clause';
  readonly text: string;
  /** Undefined: the record broke the question, for example a text function met a number. */
  readonly held: boolean | undefined;
  readonly seen: readonly Seen[];
  /** One value of one field is wanted: of such clauses a list can be told in a line. */
  readonly wants?: { readonly field: string; readonly value: string };
  /** Why `held` is undefined. */
  readonly broken?: string;
}

export interface Group {
  readonly kind: 'and' | 'or';
  readonly held: boolean | undefined;
  /** In the order in which they are asked. */
  readonly parts: readonly Explained[];
}

export type Explained = Clause | Group;

/**
 * Asked from left to right: `and` ends at the first part that does not hold, `or` at the first that does, and what the
 * record broke ends both.
 */
export function groupOf(kind: Group['kind'], parts: readonly Explained[]): Group {
  const goesOn = kind === 'and';
  const last = parts.find(({ held }) => held !== goesOn);
  return { kind, parts, held: last === undefined ? goesOn : last.held };
}

/** All clauses of a tree, in order. */
export function clausesOf(explained: Explained): readonly Clause[] {
  return explained.kind === 'clause' ? [explained] : explained.parts.flatMap(clausesOf);
}

/** The same tree with only the parts that made the answer what it is. */
export function decisive(explained: Explained): Explained {
  if (explained.kind === 'clause') return explained;
  const parts = explained.parts.filter(({ held }) => held === explained.held).map(decisive);
  const [only] = parts;
  return parts.length === 1 && only !== undefined ? only : { ...explained, parts };
}

/** How many clauses would have to answer otherwise for the whole to hold; 0 when it holds. */
export function stepsToHold(explained: Explained): number {
  if (explained.held === true) return 0;
  if (explained.kind === 'clause') return 1;
  const steps = explained.parts.map(stepsToHold);
  return explained.kind === 'or' ? Math.min(...steps) : steps.reduce((sum, one) => sum + one, 0);
}
