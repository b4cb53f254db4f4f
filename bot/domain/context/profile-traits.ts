// What a profile remembers from one event: the things a later event can be the first with.

import type { TrailEvent } from '../event/trail-event.ts';
import type { Source } from './context.ts';
import { nameTool } from './name-tool.ts';

export interface ProfileTraits {
  /** ISO 3166-1 alpha-2. */
  readonly country?: string;
  /** See {@link networkTrait}. */
  readonly network?: string;
  /** Empty when there is nothing to remember. */
  readonly region: string;
  /** Family, not version. Empty when there is nothing to remember. */
  readonly tool: string;
  /** Whether permission was missing. */
  readonly refused: boolean;
}

/**
 * A failed call teaches nothing but that it was refused: somebody who guesses at a password from abroad must not make
 * abroad look usual by the time the guess is right.
 */
export function profileTraits(event: TrailEvent, source: Source): ProfileTraits {
  const { outcome } = event;
  if (outcome.kind === 'failure') return { region: '', tool: '', refused: outcome.denied };
  const network = networkTrait(source);
  return {
    region: event.awsRegion,
    tool: nameTool(event.userAgent).family,
    refused: false,
    ...(source.country ? { country: source.country.code } : {}),
    ...(network ? { network } : {}),
  };
}

/** `AS64500`, or undefined when the network is not known. */
export function networkTrait(source: Source): string | undefined {
  return source.network && `AS${source.network.asn}`;
}
