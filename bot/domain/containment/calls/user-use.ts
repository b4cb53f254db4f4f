// What an IAM user is used for: where its calls of the last day came from, and with what.
import { classifySource } from '../../context/classify-source.ts';
import { nameTool } from '../../context/name-tool.ts';
import { eachOnce } from '../../event/sort-events.ts';
import type { TrailEvent } from '../../event/trail-event.ts';
import type { Settings } from '../../settings.ts';
import type { PlaceSeen, UserUse } from '../facts.ts';
import type { Target } from '../target.ts';
import { madeCall } from './caller-pattern.ts';

export interface UseContext {
  readonly user: Target;
  readonly networks: Settings['networks'];
  /** From where the incident's events came: who called from there may be who is to be stopped. */
  readonly incidentAddresses: readonly string[];
}

interface Group extends Omit<PlaceSeen, 'from'> {
  readonly knownAs: string | undefined;
  readonly addresses: ReadonlySet<string>;
}

/**
 * Never throws. Only calls that succeeded are work; one that was delivered twice counts once.
 * @param calls what `callerPattern` found
 */
export function readUserUse(
  calls: readonly TrailEvent[],
  { user, networks, incidentAddresses }: UseContext,
  incomplete: boolean,
): UserUse {
  const groups = new Map<string, Group>();
  for (const event of eachOnce(calls)) {
    if (event.outcome.kind !== 'success' || !madeCall(user, event)) continue;
    const { address, knownAs } = classifySource(event.sourceIPAddress, networks);
    const tool = nameTool(event.userAgent).words;
    const isIncident = incidentAddresses.includes(event.sourceIPAddress);
    const key = JSON.stringify([knownAs ?? address, tool, isIncident]);
    const { calls: before = 0, addresses = [] } = groups.get(key) ?? {};
    const group = {
      knownAs,
      tool,
      isIncident,
      calls: before + 1,
      addresses: new Set([...addresses, address]),
    };
    groups.set(key, group);
  }
  const places = [...groups.values()].map(
    ({ knownAs, addresses, ...rest }): PlaceSeen => ({ ...rest, from: nameFrom(knownAs, [...addresses]) }),
  );
  return { places: places.sort(byWeight), incomplete };
}

function nameFrom(knownAs: string | undefined, addresses: readonly string[]): string {
  const where = addresses.length === 1 ? (addresses[0] ?? '') : `${addresses.length} addresses`;
  return knownAs === undefined ? where || 'an unknown address' : `${knownAs} (${where})`;
}

function byWeight(a: PlaceSeen, b: PlaceSeen): number {
  return Number(a.isIncident) - Number(b.isIncident) || b.calls - a.calls;
}
