// What a principal made or took on that lets somebody back in: read from its calls since the first event.
import { cutText } from '../../cut-text.ts';
import { oldestFirst } from '../../event/sort-events.ts';
import type { TrailEvent } from '../../event/trail-event.ts';
import type { Target } from '../target.ts';
import { isCaller, madeCall } from './caller-pattern.ts';
import { readMadeCall } from './made-calls.ts';
import { knownPrincipals } from './made-target.ts';

export type MadeKind = 'user' | 'role' | 'key' | 'password' | 'policy' | 'trust' | 'session' | 'other';

export interface Made {
  readonly kind: MadeKind;
  /** One plain sentence without a full stop: "access key AKIA… for user bob". May hold names from a log. */
  readonly what: string;
  readonly at: Date;
  readonly eventID: string;
  /** What can be contained of it: the user that a key was made for, the role that was assumed. */
  readonly target?: Target;
}

/** Ways back in that last first; sessions end by themselves, and anybody can begin a hundred of them. */
const DANGER: readonly MadeKind[] = [
  'user',
  'key',
  'password',
  'role',
  'trust',
  'policy',
  'other',
  'session',
];

/** The most dangerous first, each kind in the order given: what is cut off is the least. */
export function mostDangerousFirst(made: readonly Made[]): readonly Made[] {
  return made.toSorted((a, b) => DANGER.indexOf(a.kind) - DANGER.indexOf(b.kind));
}

/** How many there are of each kind, the most dangerous first. */
export function countKinds(
  made: readonly Made[],
): readonly { readonly kind: MadeKind; readonly count: number }[] {
  return DANGER.map((kind) => ({ kind, count: made.filter((one) => one.kind === kind).length })).filter(
    ({ count }) => count > 0,
  );
}

/** Characters of a sentence. */
const LONGEST = 200;

/**
 * More than {@link readMade} reads, because a pattern has 1,024 characters: every change in IAM, every session, and
 * the code and machines that carry on by themselves.
 */
const CALLS = [
  '($.eventSource = "iam.amazonaws.com*" && $.eventName != "Get*" && $.eventName != "List*")',
  '($.eventSource = "sts.amazonaws.com*" && $.eventName != "GetCallerIdentity")',
  ...['SwitchRole', 'CreateFunction*', 'UpdateFunctionCode*', 'AddPermission*', 'RunInstances'],
  ...['CreateKeyPair', 'ImportKeyPair', 'CreateAccountAssignment', 'CreateTrustAnchor'],
].map((call) => (call.startsWith('(') ? call : `$.eventName = "${call}"`));

/** The filter pattern that finds the calls in the trail's log group: of the target itself and of its sessions. */
export function madePattern(target: Target): string {
  return `{ ${isCaller(target)} && ($.errorCode NOT EXISTS) && (${CALLS.join(' || ')}) }`;
}

/**
 * Oldest first, each once: a role that was assumed a hundred times is told of once, with the first time. Calls that
 * failed made nothing. Never throws.
 */
export function readMade(events: readonly TrailEvent[], target: Target): readonly Made[] {
  const own = oldestFirst(
    events.filter((event) => event.outcome.kind === 'success' && madeCall(target, event)),
  );
  const known = knownPrincipals(own);
  const found = new Map<string, Made>();
  for (const event of own) {
    const call = readMadeCall(event, { self: target, known });
    if (call === undefined || found.has(call.what)) continue;
    const what = cutText(call.what, LONGEST);
    found.set(call.what, { ...call, what, at: event.eventTime, eventID: event.eventID });
  }
  return [...found.values()];
}
