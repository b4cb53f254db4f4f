// Whether a resource's policy lets a call in, as far as its text tells: what cannot be known from here is called unsure.
import { isJsonObject, listAt, objectAt, parseJson, valueAt } from '../domain/read-json.ts';

export interface PolicyCall {
  /** A service's name, or ARNs and ids that stand for whoever calls. */
  readonly principals: readonly string[];
  readonly action: string;
  readonly resource: string;
  /** What the call has, by condition key in small letters; undefined: it has it not. */
  readonly context: { readonly [key: string]: string | undefined };
}

/** `unsure`: allowed if conditions hold of which nobody knows from here. `denied`: a Deny takes it away. */
export type Verdict = 'allowed' | 'unsure' | 'missing' | 'denied';

/** @param policy - JSON; undefined: there is none, and nobody is let in */
export function judgePolicy(policy: string | undefined, call: PolicyCall): Verdict {
  const parsed = parseJson(policy ?? '');
  const statements = [...listAt(parsed, 'Statement'), valueAt(parsed, 'Statement')]
    .filter(isJsonObject)
    .filter((statement) => speaksOf(statement, call));
  const of = (effect: string) =>
    statements
      .filter((statement) => valueAt(statement, 'Effect') === effect)
      .map((statement) => conditionsHold(objectAt(statement, 'Condition'), call.context));
  const allowing = of('Allow');
  if (of('Deny').includes('yes')) return 'denied';
  if (allowing.includes('yes')) return 'allowed';
  return allowing.includes('unknown') ? 'unsure' : 'missing';
}

function speaksOf(statement: unknown, { principals, action, resource }: PolicyCall): boolean {
  const named = [
    ...texts(valueAt(statement, 'Principal')),
    ...texts(valueAt(statement, 'Principal', 'Service')),
    ...texts(valueAt(statement, 'Principal', 'AWS')),
  ];
  return (
    named.some((name) => name === '*' || principals.includes(name)) &&
    texts(valueAt(statement, 'Action')).some((it) => matches(it.toLowerCase(), action.toLowerCase())) &&
    texts(valueAt(statement, 'Resource')).some((pattern) => matches(pattern, resource))
  );
}

type Holds = 'yes' | 'no' | 'unknown';

function conditionsHold(conditions: object, context: PolicyCall['context']): Holds {
  const each = Object.entries(conditions).flatMap(([operator, keys]) =>
    Object.entries(keys ?? {}).map(([key, allowed]) => conditionHolds(operator, key, allowed, context)),
  );
  if (each.includes('no')) return 'no';
  return each.includes('unknown') ? 'unknown' : 'yes';
}

function conditionHolds(
  operator: string,
  key: string,
  allowed: unknown,
  context: PolicyCall['context'],
): Holds {
  const value = context[key.toLowerCase()];
  if (value === undefined || !/^(StringEquals|StringLike|ArnEquals|ArnLike)(IfExists)?$/.test(operator))
    return 'unknown';
  return texts(allowed).some((pattern) => matches(pattern, value)) ? 'yes' : 'no';
}

function texts(value: unknown): readonly string[] {
  return (Array.isArray(value) ? value : [value]).filter((text) => typeof text === 'string');
}

/** `*` stands for any characters, `?` for one. */
function matches(pattern: string, text: string): boolean {
  const quoted = pattern.replaceAll(/[.+^${}()|[\]\\]/g, '\\$&');
  return new RegExp(`^${quoted.replaceAll('*', '.*').replaceAll('?', '.')}$`, 's').test(text);
}
