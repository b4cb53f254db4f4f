// What people said is expected, or muted for a while: matches go to the daily review instead of paging.

export interface Suppression {
  readonly id: string;
  readonly detectionId: string;
  /** Undefined: every actor (a mute of the whole detection). */
  readonly actorKey?: string;
  readonly actorName?: string;
  readonly accountId?: string;
  /** The incident whose alert it was made from: its thread tells when it ends. Undefined for a mute. */
  readonly incidentId?: string;
  /** Only calls from this network (CIDR block, or a service's name as `sourceIPAddress` gives it). */
  readonly network?: string;
  /** Only this call, `eventSource:eventName`. */
  readonly action?: string;
  /** Networks and countries the actor was known to call from when it was made: another one breaks through. */
  readonly knownNetworks: readonly string[];
  readonly knownCountries: readonly string[];
  readonly ownerId: string;
  readonly reason: string;
  readonly createdAt: Date;
  /** Never more than {@link LONGEST_DAYS} after `createdAt`. */
  readonly expiresAt: Date;
  /** How many events it has hidden so far. */
  readonly hidden: number;
}

export const DEFAULT_DAYS = 30;
export const LONGEST_DAYS = 90;

/** What else has to hold, in words: "alice, from 192.0.2.0/24, CreateUser only". Names in it are somebody else's text. */
export function scopeWords({ actorKey, actorName, network, action }: Suppression): string {
  const who = actorKey === undefined ? 'everybody' : actorName || actorKey;
  const call = action?.slice(action.indexOf(':') + 1);
  return [
    who.slice(0, 120),
    ...(network === undefined ? [] : [`from ${network.slice(0, 120)}`]),
    ...(call === undefined ? [] : [`${call.slice(0, 120)} only`]),
  ].join(', ');
}
