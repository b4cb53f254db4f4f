// What a scenario is: a short incident as CloudTrail would record it, with the weeks before it.
import type { JsonObject } from '../../domain/event/trail-event.ts';
import type { Principal } from '../provision/provision-principals.ts';

/** A record and the moment it is handed to CloudTrail, in milliseconds from the start. */
export interface Step {
  readonly afterMs: number;
  readonly record: JsonObject;
}

/** The sandbox that a scenario's attacker calls. */
export interface LiveWorld {
  /** Where its AWS answers. */
  readonly endpoint: string;
  /** Aborted when the sandbox closes. */
  readonly closed: AbortSignal;
}

export interface Scenario {
  readonly id: string;
  readonly title: string;
  /** One line for the page. */
  readonly description: string;
  /** Records of the weeks before, so that "first time from here" means something. */
  history(now: Date): readonly JsonObject[];
  /** The story, in order of `afterMs`. */
  steps(now: Date): readonly Step[];
  /**
   * What the attacker does for real while the story is told and afterwards, with calls over HTTP. Resolves when there is
   * nothing left to do, minutes later at the most; does not keep the process alive.
   */
  live?(world: LiveWorld): Promise<void>;
  /** Whom the sandbox's IAM should know. */
  readonly principals: readonly Principal[];
  readonly expect: {
    /** Every detection that pages, each at least once. */
    readonly pages: readonly string[];
    /** True when nothing may page at all. */
    readonly quiet?: boolean;
  };
}
