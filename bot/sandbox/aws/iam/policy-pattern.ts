// Patterns as policies write them: wildcards, policy variables, and ARNs that are compared part by part.

/** Context keys of a request in lower case, because IAM tells them apart by no case. */
export type Keys = ReadonlyMap<string, readonly string[]>;

const ANY = Symbol('any characters');
const ONE = Symbol('one character');
export type Pattern = readonly (string | typeof ANY | typeof ONE)[];

const PARTS_OF_ARN = 6;
const VARIABLE = /^\$\{([^{}',]{1,200})(?:, ?'([^'{}]{0,200})')?\}/;

/** What the text of a policy may hold beside plain characters. */
export interface PatternRules {
  readonly wildcards: boolean;
  /** Undefined for documents of before 2012-10-17: there `${` is text like any other. */
  readonly variables: Keys | undefined;
}

/**
 * Undefined when the request has no value for a variable: what holds it then matches nothing.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html
 */
export function readPattern(text: string, { wildcards, variables }: PatternRules): Pattern | undefined {
  const pattern: Pattern[number][] = [];
  for (let at = 0; at < text.length; ) {
    const found = variables && VARIABLE.exec(text.slice(at, at + 410));
    if (found) {
      const value = valueFor(found[1] ?? '', found[2], variables);
      if (value === undefined) return undefined;
      pattern.push(...value);
      at += found[0].length;
      continue;
    }
    const character = text.charAt(at);
    const wildcard = character === '*' ? ANY : character === '?' ? ONE : undefined;
    pattern.push(wildcards && wildcard !== undefined ? wildcard : character);
    at += 1;
  }
  return pattern;
}

/** `${*}`, `${?}` and `${$}` stand for the character itself. */
function valueFor(name: string, otherwise: string | undefined, variables: Keys): string | undefined {
  if (name === '*' || name === '?' || name === '$') return name;
  return variables.get(name.trim().toLowerCase())?.[0] ?? otherwise;
}

export function matchesText(pattern: Pattern, text: string): boolean {
  let at = 0;
  let inText = 0;
  let star = -1;
  let retry = 0;
  while (inText < text.length) {
    const part = pattern[at];
    if (part === ANY) {
      star = at;
      retry = inText;
      at += 1;
    } else if (part !== undefined && (part === ONE || part === text.charAt(inText))) {
      at += 1;
      inText += 1;
    } else if (star >= 0) {
      // The last `*` takes one character more.
      retry += 1;
      at = star + 1;
      inText = retry;
    } else return false;
  }
  return pattern.slice(at).every((part) => part === ANY);
}

/**
 * Compares the six parts of an ARN each for itself, so that no wildcard reaches over a colon, except in the last.
 * Parts that the pattern leaves out match all, and so does `*`.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_ARN
 */
export function matchesArn(pattern: Pattern, arn: string): boolean {
  if (pattern.length === 1 && pattern[0] === ANY) return true;
  const wanted = splitPattern(pattern);
  const [first = '', ...others] = arn.split(':');
  const parts = [first, ...others.slice(0, PARTS_OF_ARN - 2), others.slice(PARTS_OF_ARN - 2).join(':')];
  if (others.length < PARTS_OF_ARN - 1) return false;
  return wanted.every((part, index) => matchesText(part, parts[index] ?? ''));
}

function splitPattern(pattern: Pattern): readonly Pattern[] {
  const parts: Pattern[number][][] = [[]];
  for (const one of pattern) {
    if (one === ':' && parts.length < PARTS_OF_ARN) parts.push([]);
    else parts.at(-1)?.push(one);
  }
  return parts;
}

/** For comparisons that know no case. */
export function lowerCase(pattern: Pattern): Pattern {
  return pattern.map((part) => (typeof part === 'string' ? part.toLowerCase() : part));
}
