// Whether a sighting falls under what somebody called expected, or breaks through because it is not quite that.
import type { Source } from '../context/context.ts';
import { cutText } from '../cut-text.ts';
import type { Sighting } from '../incident/incident.ts';
import { isWithin, placeTrait } from './network-scope.ts';
import type { Suppression } from './suppression.ts';

/** Why a sighting is told all the same. `kind` is for counting, `because` for reading: it completes "because …". */
export interface BreakThrough {
  readonly kind: 'raised' | 'other-network' | 'new-network' | 'new-country';
  readonly because: string;
}

export type Match =
  /** The suppression is not about this. */
  | { readonly kind: 'none' }
  | { readonly kind: 'hidden'; readonly suppression: Suppression }
  | { readonly kind: 'breaks-through'; readonly why: BreakThrough };

/** A sighting and where it came from, as the databases know it. */
export interface Located {
  readonly sighting: Sighting;
  readonly source: Source;
}

/**
 * What a suppression hides of its detection, actor, account and call, until it expires:
 * - never what a `raise` rule made worse or could not judge (no MFA, a record of strange types), under a mute neither:
 *   routine was called expected, not that;
 * - with a network, only calls from there;
 * - without one, only calls from networks and countries the actor was known to use when it was made. What the actor was
 *   seen with since does not count: who has stolen a key must not make a place usual by using it.
 *
 * A mute has no actor and so no usual places: it hides all but what was raised.
 */
export function matchSuppression(suppression: Suppression, { sighting, source }: Located, now: Date): Match {
  if (!isAbout(suppression, sighting, now)) return { kind: 'none' };
  const why = raisedAbove(suppression, sighting) ?? findStrange(suppression, source);
  return why ? { kind: 'breaks-through', why } : { kind: 'hidden', suppression };
}

/** The one of `suppressions` that hides the sighting; else why it breaks through one that is about it. */
export function matchSuppressions(suppressions: readonly Suppression[], located: Located, now: Date): Match {
  const matches = suppressions.map((suppression) => matchSuppression(suppression, located, now));
  return (
    matches.find(({ kind }) => kind === 'hidden') ??
    matches.find(({ kind }) => kind === 'breaks-through') ?? { kind: 'none' }
  );
}

function isAbout(suppression: Suppression, { detectionId, actor, event }: Sighting, now: Date): boolean {
  const { actorKey, accountId, action } = suppression;
  return (
    suppression.expiresAt > now &&
    suppression.detectionId === detectionId &&
    (actorKey === undefined || actorKey === actor.key) &&
    (accountId === undefined || accountId === event.accountId) &&
    (action === undefined || action === `${event.eventSource}:${event.eventName}`)
  );
}

function raisedAbove({ actorKey }: Suppression, { because }: Sighting): BreakThrough | undefined {
  if (because.length === 0) return undefined;
  const silenced = actorKey === undefined ? 'muted' : 'expected';
  return { kind: 'raised', because: `${silenced}, but not like this` };
}

function findStrange(
  { actorKey, network, knownNetworks, knownCountries }: Suppression,
  source: Source,
): BreakThrough | undefined {
  if (network !== undefined) {
    if (isWithin(source.address, network)) return undefined;
    return { kind: 'other-network', because: `expected, but only from ${cutText(network, 60)}` };
  }
  if (actorKey === undefined || source.knownAs !== undefined) return undefined;
  const { country } = source;
  if (country && !knownCountries.includes(country.code)) {
    return {
      kind: 'new-country',
      because: `expected, but from a new country (${cutText(country.name, 60)})`,
    };
  }
  const place = placeTrait(source);
  if (place === undefined || knownNetworks.includes(place)) return undefined;
  const name = source.network ? `${source.network.name} (${place})` : place;
  return { kind: 'new-network', because: `expected, but from a new network (${cutText(name, 80)})` };
}
