// Who may ask the bot for what, and where: a decision, and the words for whoever may not.
import type { WorkKind } from './job.ts';
import type { People } from './settings.ts';

/**
 * `answer` is for whoever the bot asked, a guest as well; `read` changes nothing; `respond` changes how an incident or a
 * detection is treated; `approve` acts on AWS.
 */
export type Right = 'answer' | 'read' | 'respond' | 'approve';

/** What each kind of work needs. */
export const RIGHTS: { readonly [Kind in WorkKind]: Right } = {
  'show-activity': 'read',
  'show-record': 'read',
  'back-test': 'read',
  // Only the person who was asked is heard; the work itself looks at that.
  'was-it-me': 'answer',
  'run-query': 'read',
  'stop-query': 'read',
  status: 'read',
  alerts: 'read',
  who: 'read',
  mutes: 'read',
  review: 'read',
  home: 'read',
  acknowledge: 'respond',
  assign: 'respond',
  resolve: 'respond',
  escalate: 'respond',
  suppress: 'respond',
  mute: 'respond',
  unmute: 'respond',
  'sign-off': 'respond',
  // Its record stands in the log for good, and its alarm is heard by everybody.
  test: 'respond',
  'plan-containment': 'respond',
  'request-containment': 'respond',
  'approve-containment': 'approve',
  // Who asked may take it back; of others only approvers are heard, and the work itself looks at that.
  'decline-containment': 'respond',
  'keep-contained': 'respond',
  'request-release': 'respond',
  'approve-release': 'approve',
  // Likewise.
  'decline-release': 'respond',
  contained: 'read',
};

/** Whoever asks, as far as it matters here. */
export interface Asker {
  readonly id: string;
  readonly isGuest: boolean;
  readonly isBot: boolean;
  readonly isDeactivated: boolean;
  /** Of another workspace. */
  readonly isStranger: boolean;
}

export interface Request {
  readonly right: Right;
  /** Undefined when Slack does not know the person. */
  readonly asker: Asker | undefined;
  /** Whether the bot answers where it was asked. */
  readonly placeAnswers: boolean;
  /** Members of the user groups that the list for `right` names. */
  readonly members: readonly string[];
}

export interface Refusal {
  readonly ok: false;
  /** One sentence. */
  readonly reason: string;
  /** What to do instead. */
  readonly hint: string;
  /** Users and user groups that may. */
  readonly who: readonly string[];
  /** Channels, by id or name, in which it is possible. */
  readonly where: readonly string[];
}
export type Permission = { readonly ok: true } | Refusal;

/**
 * Bots and strangers may nothing, guests only answer what they are asked; everybody else may read; what changes
 * something is for those on its list.
 */
export function permit(
  { right, asker, placeAnswers, members }: Request,
  { people, answersIn }: { readonly people: People; readonly answersIn: readonly string[] },
): Permission {
  const unwelcome = unwelcomeAs(asker, right);
  if (unwelcome !== undefined || asker === undefined) {
    return refuse(unwelcome ?? 'Slack does not know who asked.', 'Ask a member of this workspace to do it.');
  }
  if (!placeAnswers) return { ...elsewhere(answersIn), where: answersIn };
  const list = listFor(right);
  if (list === undefined) return { ok: true };
  const listed = people[list];
  if (listed.includes(asker.id) || members.includes(asker.id)) return { ok: true };
  if (listed.length === 0) {
    const hint = `Add Slack user ids or user group ids to people.${list} in templates/settings.yml, and deploy.`;
    return refuse('Nobody may do this yet.', hint);
  }
  const hint = `They are listed under people.${list} in templates/settings.yml.`;
  return { ...refuse(`Only ${list} may do this.`, hint), who: listed };
}

/** The list in settings.yml that grants a right; undefined for what every member may. */
export function listFor(right: Right): 'responders' | 'approvers' | undefined {
  if (right === 'answer' || right === 'read') return undefined;
  return right === 'respond' ? 'responders' : 'approvers';
}

function unwelcomeAs(asker: Asker | undefined, right: Right): string | undefined {
  if (asker === undefined) return undefined;
  if (asker.isStranger) return 'Trailbot answers only members of its own workspace.';
  if (asker.isBot) return 'Trailbot does not answer bots and workflows.';
  if (asker.isDeactivated) return 'This Slack account is deactivated.';
  return asker.isGuest && right !== 'answer' ? 'Trailbot does not answer guests.' : undefined;
}

function elsewhere(answersIn: readonly string[]): Refusal {
  return answersIn.length === 0
    ? refuse(
        'Trailbot does not answer in channels yet.',
        'Write to it directly, or add this channel to answersIn in templates/settings.yml.',
      )
    : refuse(
        'Trailbot does not answer here.',
        'Write to it directly or in one of its channels. They are listed under answersIn in templates/settings.yml.',
      );
}

function refuse(reason: string, hint: string): Refusal {
  return { ok: false, reason, hint, who: [], where: [] };
}
