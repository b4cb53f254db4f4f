// What became of an incident, in words: verdicts, and the line in the thread for each deed.
import type { AuditEntry, Deed } from '../domain/triage/audit-entry.ts';
import type { Verdict } from '../domain/triage/triage.ts';
import { actorName, headline } from './alert-headline.ts';
import type { AlertView } from './alert-view.ts';
import { mention } from './mention.ts';
import { type Inline, moment, shorten } from './rich-text.ts';
import { severityElement } from './severity-mark.ts';

/** Completes "resolved as …". */
export const VERDICT_WORDS: { readonly [Of in Verdict]: string } = {
  'true-positive': 'a real incident',
  expected: 'expected',
  'false-positive': 'a false positive',
};

const NOTE = 500;

/** Undefined for a deed that is not about one incident. */
export function deedLine({ deed, userId }: AuditEntry, view: AlertView): readonly Inline[] | undefined {
  const { incident } = view;
  const by = userId === undefined ? 'Trailbot' : mention(userId);
  switch (deed.kind) {
    case 'acknowledged':
      return [by, ' acknowledged'];
    case 'assigned':
      return deed.to === userId ? [by, ' took it'] : [by, ' assigned it to ', mention(deed.to)];
    case 'resolved':
      return [by, ` resolved it as ${VERDICT_WORDS[deed.verdict]}`, ...noteWords(deed.note)];
    case 'reopened':
      return [
        severityElement(incident.severity),
        ` Open again: ${actorName(incident.actor)} is active after it was resolved`,
      ];
    case 'reminded':
      return remindedWords(deed, view);
    case 'escalated':
      return userId === undefined
        ? ['📟 ', ...whatOf(view), `: paged the escalation contacts, because ${shorten(deed.because, 200)}`]
        : ['📟 ', ...whatOf(view), ': ', by, ' paged the escalation contacts'];
    case 'asked':
      return ['Asked ', mention(deed.whom), ' in a direct message whether it was them'];
    case 'answered':
      return answeredWords(deed, userId ?? incident.triage?.asked?.userId ?? '');
    case 'suppressed':
      return [
        by,
        ` called it expected (${shorten(deed.scope, 200)}) until `,
        moment(deed.expiresAt),
        ...noteWords(deed.reason),
      ];
    case 'unsuppressed':
      return [by, ` ended what was called expected (${shorten(deed.scope, 200)})`];
    default:
      return undefined;
  }
}

type DeedOf<Kind extends Deed['kind']> = Extract<Deed, { kind: Kind }>;

function remindedWords({ whom }: DeedOf<'reminded'>, view: AlertView): readonly Inline[] {
  const late = `: nobody has acknowledged this for ${view.settings.escalation.remindMinutes} min`;
  return whom === ''
    ? ['⏰ ', ...whatOf(view), `${late}, and nobody is on call. Set people.onCall in templates/settings.yml.`]
    : ['⏰ ', mention(whom), ' ', ...whatOf(view), `${late}. Press Acknowledge when you have it.`];
}

/** These lines are for the whole channel too, where nothing above them says what they are about. */
function whatOf(view: AlertView): readonly Inline[] {
  return [severityElement(view.incident.severity), ` ${headline(view)}`];
}

function answeredWords({ answer }: DeedOf<'answered'>, who: string): readonly Inline[] {
  if (answer === 'yes') return [mention(who), ' says it was them'];
  if (answer === 'no') return ['🚨 ', mention(who), ' says it was NOT them: somebody else has their access'];
  return [mention(who), ' has not answered whether it was them'];
}

function noteWords(note: string): readonly Inline[] {
  const shown = shorten(note, NOTE);
  return shown === '' ? [] : [`: ${shown}`];
}
