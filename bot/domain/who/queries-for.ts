// The queries that can be asked about somebody with one tap, as commands.
import type { Actor } from '../actor/actor.ts';
import type { AskableQuery } from '../command/command.ts';
import { parseParameter } from '../query/parse-parameter.ts';
import type { ParameterType } from '../query/query.ts';
import type { Who } from './parse-who.ts';

export interface OfferedQuery {
  readonly title: string;
  /** Without `/trail`. */
  readonly command: string;
}

const OFFERED = 4;

/** Those that take one value, of the kind that is known. @param actors whom the search found, the likeliest first */
export function queriesFor(
  who: Who,
  actors: readonly Actor[],
  queries: readonly AskableQuery[],
): readonly OfferedQuery[] {
  const known = valuesOf(who, actors);
  return queries
    .flatMap(({ id, title, parameters: [parameter, ...more] }) => {
      if (parameter === undefined || more.length > 0) return [];
      const value = known.find(({ type }) => type === parameter.type)?.value;
      return value === undefined ? [] : [{ title, command: `query ${id} ${parameter.name}=${value}` }];
    })
    .slice(0, OFFERED);
}

interface Known {
  readonly type: ParameterType;
  readonly value: string;
}

/** Only what the parameter itself accepts: none of it needs quotes then. */
function valuesOf(who: Who, actors: readonly Actor[]): readonly Known[] {
  if (who.kind === 'address') return valid('ip', who.address);
  const key = who.actor.accessKeyId;
  if (key !== undefined) return [...valid('accessKey', key), ...actors.flatMap(principalOf).slice(0, 1)];
  return [...actors, who.actor].flatMap(principalOf).slice(0, 1);
}

/** An Identity Center user shares the role's ARN with others: the session's name is theirs alone. */
function principalOf({ kind, name, session, arn }: Actor): readonly Known[] {
  const own = kind === 'identity-center-user' ? (session ?? name) : (arn ?? name.replace(/^role /, ''));
  return valid('principal', own);
}

function valid(type: ParameterType, text: string): readonly Known[] {
  const parsed = parseParameter(type, text);
  return parsed.ok ? [{ type, value: parsed.value }] : [];
}
