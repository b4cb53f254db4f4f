// What Trailbot learned around an event: where it came from, what came before, and what is unusual about it.

/** Where a call came from, decided from `sourceIPAddress` alone before any database is asked. */
export type SourceKind = 'service' | 'aws-internal' | 'private' | 'public' | 'unknown';

export interface Source {
  readonly kind: SourceKind;
  /** As in the record. Attacker-controlled where `kind` is `unknown`. */
  readonly address: string;
  /** Name from `networks` in the settings. */
  readonly knownAs?: string;
  /** ISO 3166-1 alpha-2, and its English name. Only for public addresses. */
  readonly country?: { readonly code: string; readonly name: string };
  /** Autonomous system, when the database has it. */
  readonly network?: { readonly asn: number; readonly name: string };
}

/** The client in words: `AWS Console`, `AWS CLI 2.15 on Linux`, `Terraform 1.9`, `boto3`, `a browser (Chrome on Windows)`. */
export interface Tool {
  /** Stable over versions, what profiles remember: `aws-cli`, `console`, `terraform`, `boto3` … */
  readonly family: string;
  readonly words: string;
}

/** Something about this event that a person would raise an eyebrow at, in one plain sentence. */
export interface UnusualFact {
  readonly kind:
    | 'new-country'
    | 'new-network'
    | 'new-region'
    | 'new-tool'
    | 'refused-before'
    | 'new-key'
    | 'outside-working-hours'
    | 'dormant'
    | 'first-seen';
  readonly sentence: string;
  /** Whether this alone makes the incident one severity higher. Nothing ever makes it lower. */
  readonly raises: boolean;
}

/** One call in "the hour before", repeated calls folded. */
export interface ActivityLine {
  readonly eventName: string;
  readonly eventSource: string;
  readonly count: number;
  readonly failed: number;
  readonly lastTime: Date;
}

export interface Activity {
  readonly from: Date;
  readonly to: Date;
  readonly total: number;
  /** How many of `total` failed. */
  readonly failed: number;
  readonly lines: readonly ActivityLine[];
  /** True when there was more than was read. */
  readonly truncated: boolean;
}

/** A piece of context that could not be read. It is shown, with what to do, and never silently left out. */
export interface Gap {
  /** What is missing, for example `activity in the hour before`. */
  readonly what: string;
  readonly reason: string;
  readonly remedy: string;
}

/** What one actor has been seen with. Kept for 90 days after the last sighting of each trait. */
export interface Profile {
  /** Since when this actor has been watched: the basis of every "first time". */
  readonly watchedSince: Date | undefined;
  readonly lastSeen: Date | undefined;
  readonly countries: readonly string[];
  readonly networks: readonly string[];
  readonly regions: readonly string[];
  readonly tools: readonly string[];
  /** The Regions whose event history went into this: of the others nothing is known from before the actor was watched. */
  readonly searchedRegions: readonly string[];
  /** Calls refused in the 24 hours before. */
  readonly refused: number;
}

export interface Context {
  readonly source: Source;
  readonly tool: Tool;
  readonly unusual: readonly UnusualFact[];
  /** The hour before the first event. Undefined while it has not been read. */
  readonly hourBefore?: Activity;
  /** When the access key was created. */
  readonly keyCreated?: Date;
  /** Set once everything was asked that takes more than a moment: event history, key age. */
  readonly deepened?: true;
  /** The Regions whose event history was searched, or tried. */
  readonly searchedRegions?: readonly string[];
  readonly gaps: readonly Gap[];
}
