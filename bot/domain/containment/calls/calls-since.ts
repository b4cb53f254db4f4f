// What came of a contained principal's calls since then: whether AWS refuses them is seen in the trail alone.
import { callName } from '../../action/name-call.ts';
import { eachOnce } from '../../event/sort-events.ts';
import type { TrailEvent } from '../../event/trail-event.ts';
import { dateAt } from '../../read-json.ts';
import type { Containment } from '../containment.ts';
import { madeCall } from './caller-pattern.ts';

export interface CallsSince {
  /** From when on they count. */
  readonly since: Date;
  readonly refused: number;
  /** Failed, and not for want of a permission. */
  readonly failed: number;
  /** What AWS let through, by the names in the log, the most frequent first. */
  readonly through: readonly { readonly name: string; readonly calls: number }[];
  readonly lastThrough?: Date;
  /** Names of those that do not count, because AWS refuses them to nobody. */
  readonly free: readonly string[];
  /** The log could not be read to the end, or not at all. */
  readonly incomplete: boolean;
}

/** They need no permission, so no policy denies them: https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html */
const FREE: ReadonlySet<string> = new Set([
  'sts.amazonaws.com:GetCallerIdentity',
  'sts.amazonaws.com:GetSessionToken',
  'signin.amazonaws.com:ConsoleLogin',
  'signin.amazonaws.com:CheckMfa',
  'signin.amazonaws.com:GetSigninToken',
]);

/** Undefined for what was never carried out. Each call counts once, however often it was delivered. Never throws. */
export function readCallsSince(
  events: readonly TrailEvent[],
  containment: Containment,
  incomplete: boolean,
): CallsSince | undefined {
  const { appliedAt } = containment;
  if (appliedAt === undefined) return undefined;
  const held = eachOnce(events).filter((event) => isHeld(event, appliedAt, containment));
  const counted = held.filter((event) => !isFree(event));
  const through = counted.filter(({ outcome }) => outcome.kind === 'success');
  const refused = counted.filter(({ outcome }) => outcome.kind === 'failure' && outcome.denied).length;
  const last = Math.max(...through.map(({ eventTime }) => eventTime?.getTime() ?? 0));
  return {
    since: appliedAt,
    refused,
    failed: counted.length - through.length - refused,
    through: countNames(through),
    ...(through.length > 0 && { lastThrough: new Date(last) }),
    free: countNames(held.filter(isFree)).map(({ name }) => name),
    incomplete,
  };
}

/** Whether the call should have been refused. */
function isHeld(event: TrailEvent, from: Date, { target, mode, changes, release }: Containment): boolean {
  const { eventTime, userIdentity } = event;
  const to = release?.approved?.at;
  if (!madeCall(target, event) || eventTime === undefined || eventTime < from) return false;
  if (to !== undefined && eventTime >= to) return false;
  if (mode === 'deny') return true;
  // Sessions that began later are not meant.
  const began = dateAt(userIdentity, 'sessionContext', 'attributes', 'creationDate');
  const before = changes.find((change) => change.kind === 'sessions')?.before ?? from;
  return began === undefined || began < before;
}

function isFree({ eventSource, eventName }: TrailEvent): boolean {
  return FREE.has(`${eventSource}:${eventName}`);
}

function countNames(events: readonly TrailEvent[]): CallsSince['through'] {
  const counts = new Map<string, number>();
  for (const { eventName } of events) {
    const name = callName(eventName);
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return [...counts].map(([name, calls]) => ({ name, calls })).sort((a, b) => b.calls - a.calls);
}
