// The row of buttons that makes an alert a place to work: take it, look, ask, stop somebody, and finish it.
import type { ActionsBlockElement, KnownBlock } from '@slack/types';
import type { Actor } from '../domain/actor/actor.ts';
import type { ContainmentState } from '../domain/containment/containment.ts';
import { parseTarget } from '../domain/containment/target.ts';
import type { IncidentContainment } from '../domain/incident/incident.ts';
import { leadOf, leadTally } from '../domain/incident/lead-event.ts';
import { ACTIONS, MORE } from '../domain/naming.ts';
import { triageState } from '../domain/triage/triage.ts';
import { rankTallies } from './alert-subject.ts';
import type { AlertView } from './alert-view.ts';
import { actions, button, type Choice, menu, overflow } from './blocks.ts';
import { eventLink } from './console-links.ts';

/** Queries that the incident's own detections name: more are not read through at night. */
const OWN = 20;
const OTHERS = 25;

/** Only what has an answer now: nobody can ask about events that were not read, or resolve what is resolved. */
export function actionsPart(view: AlertView): readonly KnownBlock[] {
  const { incident } = view;
  const { id, actor } = incident;
  const state = triageState(incident.triage);
  const elements: (ActionsBlockElement | undefined)[] = [
    state === 'open' ? button(ACTIONS.acknowledge, 'Acknowledge', id, 'primary') : undefined,
    actor && button(ACTIONS.showActivity, 'Show activity', id),
    state === 'resolved' ? undefined : button(ACTIONS.resolve, 'Resolve…', id),
    askMenu(view),
    // Red, and on a phone in another row than Acknowledge and not right below it, where a thumb comes down unseen.
    canContain(view) ? button(ACTIONS.contain, 'Contain…', id, 'danger') : undefined,
    overflow(ACTIONS.more, moreChoices(view)),
  ];
  const shown = elements.filter((element) => element !== undefined);
  return shown.length === 0 ? [] : [actions(shown)];
}

/** Whom a detection is about can be stopped, unless that is done or under way. */
function canContain({ incident, detections }: AlertView): boolean {
  const { actor, containments = [], tallies, triage } = incident;
  if (actor === undefined || triageState(triage) === 'resolved') return false;
  const isWanted = tallies.some(({ detectionId }) => detections.get(detectionId)?.contain === 'actor');
  return isWanted && !containments.some((one) => isUnderWay(one) && isAbout(one, actor));
}

/** What is given back in part may hold nobody any more. */
function isUnderWay({ state, trouble }: IncidentContainment): boolean {
  return UNDER_WAY.has(state) && trouble !== 'in-part';
}
const UNDER_WAY: ReadonlySet<ContainmentState> = new Set(['requested', 'approved', 'contained']);

/** A failed sign-in has the name of a user and no ARN; such names are unique in an account. */
function isAbout({ targetArn }: IncidentContainment, { kind, arn, name, accountId }: Actor): boolean {
  if (parseTarget(arn ?? '')) return arn === targetArn;
  const target = parseTarget(targetArn);
  return (
    kind === 'iam-user' &&
    target?.kind === 'user' &&
    target.accountId === accountId &&
    target.name.toLowerCase() === name.toLowerCase()
  );
}

function askMenu({ incident, detections, queries }: AlertView) {
  if (leadTally(incident) === undefined) return undefined;
  const named = rankTallies(incident).flatMap(
    ({ detectionId }) => detections.get(detectionId)?.queries ?? [],
  );
  const own = [...new Set(named)].flatMap((id) => queries.find((query) => query.id === id) ?? []);
  const others = queries.filter((query) => !own.includes(query));
  const choice = ({ id, title }: { readonly id: string; readonly title: string }): Choice => ({
    label: title,
    value: `${incident.id} ${id}`,
  });
  return menu(ACTIONS.ask, 'Ask…', [
    { label: 'About this alert', choices: own.slice(0, OWN).map(choice) },
    { label: own.length > 0 ? 'More questions' : 'Questions', choices: others.slice(0, OTHERS).map(choice) },
  ]);
}

function moreChoices({ incident }: AlertView): readonly Choice[] {
  const { id, triage } = incident;
  const event = leadOf(incident);
  const open = triageState(triage) !== 'resolved';
  const url = event && eventLink(event.awsRegion, event.eventID);
  return [
    ...(open ? [{ label: 'Assign…', value: `${MORE.assign} ${id}` }] : []),
    ...(event ? [{ label: 'This is expected…', value: `${MORE.expected} ${id}` }] : []),
    ...(open ? [{ label: 'Escalate', value: `${MORE.escalate} ${id}` }] : []),
    ...(event ? [{ label: 'Show record', value: `${MORE.record} ${id}` }] : []),
    ...(url === undefined ? [] : [{ label: 'Event in CloudTrail', value: `${MORE.link} ${id}`, url }]),
  ];
}
