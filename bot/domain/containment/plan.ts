// What a containment would do, or why it cannot be: what the person who asks reads before deciding.
import type { Change, Mode } from './containment.ts';
import type { Target } from './target.ts';

/** Completed by people: every text is one plain sentence, and may hold names from a log. */
export interface Plan {
  readonly ok: true;
  readonly target: Target;
  readonly mode: Mode;
  /** The modes to choose from, the one that is planned among them. */
  readonly modes: readonly Mode[];
  readonly changes: readonly Change[];
  /** Whether deleting the console password can be asked for. */
  readonly canDeletePassword: boolean;
  readonly willHappen: readonly string[];
  readonly stopsToo: readonly string[];
  readonly cannotStop: readonly string[];
  /** Who else should be contained, because the target can be had again through them. */
  readonly sources: readonly Target[];
}

/** An expected refusal: why, and what a person can do instead. */
export interface ContainRefusal {
  readonly ok: false;
  /** One sentence. */
  readonly reason: string;
  /** In their order, each something to do now. */
  readonly steps: readonly string[];
  readonly links: readonly { readonly label: string; readonly url: string }[];
  /** A service control policy or a command to copy. */
  readonly text?: string;
}
