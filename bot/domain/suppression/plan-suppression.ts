// Makes a suppression of what a person called expected, or says why not.
import type { Profile, Source } from '../context/context.ts';
import type { Incident, Tally } from '../incident/incident.ts';
import type { Settings } from '../settings.ts';
import { networkScope, placeTrait } from './network-scope.ts';
import { DEFAULT_DAYS, LONGEST_DAYS, type Suppression } from './suppression.ts';
import { keepReason, refuseSilence, type SuppressionRefusal } from './suppression-refusal.ts';

const DAY_MS = 86_400_000;

export interface SuppressionChoices {
  readonly detectionId: string;
  /** Only from the network of the newest event. */
  readonly withNetwork: boolean;
  /** Only the newest event's call. */
  readonly withAction: boolean;
  /** {@link DEFAULT_DAYS} when left out; never more than {@link LONGEST_DAYS}. */
  readonly days?: number;
  readonly reason: string;
  readonly ownerId: string;
}

export interface SuppressionInput {
  readonly id: string;
  readonly incident: Incident;
  readonly choices: SuppressionChoices;
  /** Where the samples of that detection in the incident came from, oldest first, as the databases know it. */
  readonly sources: readonly Source[];
  /** What was usual for the actor before the incident; undefined when it could not be read. */
  readonly profile: Profile | undefined;
  readonly settings: Pick<Settings, 'networks'>;
  readonly now: Date;
}

export type SuppressionPlan =
  | { readonly ok: true; readonly suppression: Suppression }
  | ({ readonly ok: false } & SuppressionRefusal);

/**
 * This detection by this actor in this account, for a time. Root is nobody's routine: it can be called expected only
 * from one network, so that a stolen password still pages.
 */
export function planSuppression(input: SuppressionInput): SuppressionPlan {
  const { id, incident, choices, sources, profile, settings, now } = input;
  const { detectionId, reason, ownerId, withNetwork, withAction, days = DEFAULT_DAYS } = choices;
  const { actor, accountId } = incident;
  const tally = incident.tallies.find((one) => one.detectionId === detectionId);
  const event = tally?.samples.at(-1);
  const newest = sources.at(-1);
  if (!actor || !tally || !event) return { ok: false, ...notInIncident(detectionId, incident) };
  const refusal = refuseSilence(detectionId, tally.severity, reason);
  if (refusal) return { ok: false, ...refusal };
  if (actor.kind === 'unknown') return { ok: false, ...NOBODY };
  const network = withNetwork && newest ? networkScope(newest, settings.networks) : undefined;
  if (withNetwork && network === undefined) return { ok: false, ...NO_NETWORK };
  if (actor.kind === 'root' && network === undefined) return { ok: false, ...ROOT };
  const places = sources.flatMap((source) => placeTrait(source) ?? []);
  const countries = sources.flatMap(({ country }) => country?.code ?? []);
  const kept = Math.min(Math.max(1, days), LONGEST_DAYS);
  return {
    ok: true,
    suppression: {
      id,
      detectionId,
      actorKey: actor.key,
      actorName: actor.name,
      accountId,
      incidentId: incident.id,
      ...(network !== undefined && { network }),
      ...(withAction && { action: actionOf(tally) }),
      knownNetworks: [...new Set([...(profile?.networks ?? []), ...places])],
      knownCountries: [...new Set([...(profile?.countries ?? []), ...countries])],
      ownerId,
      reason: keepReason(reason),
      createdAt: now,
      expiresAt: new Date(now.getTime() + kept * DAY_MS),
      hidden: 0,
    },
  };
}

/** `eventSource:eventName` of the newest event. */
function actionOf({ samples }: Tally): string {
  const event = samples.at(-1);
  return `${event?.eventSource ?? ''}:${event?.eventName ?? ''}`;
}

function notInIncident(detectionId: string, { actor }: Incident): SuppressionRefusal {
  if (!actor) {
    return {
      reason: 'No event of this alarm could be read yet, so nobody knows whose it is.',
      hint: 'Wait for the next look that the message names, or mute the detection for a while.',
    };
  }
  return {
    reason: `This incident has no event of ${detectionId.slice(0, 60) || 'that detection'}.`,
    hint: 'Open the dialog again from the message and choose one of its detections.',
  };
}

const NOBODY: SuppressionRefusal = {
  reason: 'The record does not say who called, so nothing can be expected of them.',
  hint: 'Mute the detection for a while, or add a signal to its template.',
};
const NO_NETWORK: SuppressionRefusal = {
  reason: 'The newest event has no address that a network could be told from.',
  hint: 'Leave the network out, or limit it to this call.',
};
const ROOT: SuppressionRefusal = {
  reason: 'What root does can be expected only from one network.',
  hint: 'Tick the network as well: a stolen root password used elsewhere still has to page.',
};
