// Who has an incident, and how it ended: what people did with it in Slack.

export const VERDICTS = ['true-positive', 'expected', 'false-positive'] as const;
export type Verdict = (typeof VERDICTS)[number];

/** A decision of a person (a Slack user id) at a time. */
export interface Deciding {
  readonly userId: string;
  readonly at: Date;
}

/** An incident without any of it is open. New activity after `resolved` opens it again and clears both. */
export interface Triage {
  readonly acknowledged?: Deciding;
  readonly assignee?: string;
  readonly resolved?: Deciding & { readonly verdict: Verdict; readonly note: string };
  /** The on-call people were mentioned because nobody acknowledged. */
  readonly remindedAt?: Date;
  /** The escalation topic was told. */
  readonly escalatedAt?: Date;
  /** Since when the reminder and the page are counted: told as critical, and nobody acknowledged yet. */
  readonly clockSince?: Date;
  /** Since when it is being found out whom to ask "was it you?". */
  readonly askingSince?: Date;
  /** The actor was asked "was it you?" in a direct message. */
  readonly asked?: { readonly userId: string; readonly at: Date; readonly answer?: 'yes' | 'no' | 'silence' };
  /** Ids of the newest audit entries that are in here: the same deed once more changes nothing. */
  readonly deeds?: readonly string[];
}

export type TriageState = 'open' | 'acknowledged' | 'resolved';

export function triageState({ acknowledged, resolved }: Triage = {}): TriageState {
  if (resolved) return 'resolved';
  return acknowledged ? 'acknowledged' : 'open';
}
