// What the containing, the releasing and the revoking function work with: IAM, the store, and no Slack.
import type { ContainmentSettings } from '../../domain/settings.ts';
import type {
  ContainingHands,
  HandQueue,
  Principals,
  ReleasingHands,
  RevokingHands,
} from '../../ports/aws.ts';
import type { Clock, Later, Log } from '../../ports/run.ts';
import type { Claims, Containments } from '../../ports/store.ts';

interface HandsDeps {
  readonly clock: Clock;
  /** Waits so many milliseconds. */
  readonly pause: (milliseconds: number) => Promise<unknown>;
  readonly log: Log;
  readonly claims: Claims;
  readonly containments: Containments;
  readonly principals: Principals;
  /** The bot's own account. */
  readonly accountId: string;
  /** The alert flow tells Slack what was done, and keeps the timers. */
  readonly later: Later;
  /** The function's own queue. */
  readonly queue: HandQueue;
}

export interface ContainDeps extends HandsDeps {
  readonly hands: ContainingHands;
  /** What is never contained may have changed since the request. */
  readonly containment: ContainmentSettings;
}

export interface ReleaseDeps extends HandsDeps {
  readonly hands: ReleasingHands;
}

/** It keeps nothing and tells nobody. */
export interface RevokeDeps extends Pick<HandsDeps, 'clock' | 'log' | 'accountId'> {
  readonly hands: RevokingHands;
  /** What is never contained is not revoked either. */
  readonly containment: ContainmentSettings;
}
