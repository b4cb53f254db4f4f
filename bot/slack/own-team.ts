// Tells whether a request comes from the bot's own workspace and a person of it.
import type { SlackBody } from './parse-body.ts';

/**
 * In a channel shared by Slack Connect people of other companies press the same buttons, signed by Slack all the same.
 * Every team that the body names must be ours, and it must name one.
 */
export function isFromTeam(teamId: string, body: SlackBody): boolean {
  const named = [body.team_id, member(body.team, 'id'), member(body.user, 'team_id')].filter(
    (team) => team !== undefined && team !== null,
  );
  return named.length > 0 && named.every((team) => team === teamId);
}

function member(value: unknown, name: string): unknown {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return undefined;
  return (value as Readonly<Record<string, unknown>>)[name];
}
