// The one line that lets a person decide whether to get up.

import { describeAction } from '../domain/action/describe-action.ts';
import type { Actor } from '../domain/actor/actor.ts';
import type { Source } from '../domain/context/context.ts';
import { leadOf, leadTally } from '../domain/incident/lead-event.ts';
import { accountName, leadTitle } from './alert-subject.ts';
import type { AlertView } from './alert-view.ts';
import { shorten } from './rich-text.ts';

/** A phone's lock screen shows about four lines of 45 characters. */
const LONGEST = 190;
const SHORTEST_ACTION = 40;

/**
 * Who did what, to what, where, and from where; without severity. Plain text, one line, about 190 characters.
 * @example "alice attached AdministratorAccess to mallory in production, from 203.0.113.7 (Australia)"
 */
export function headline(view: AlertView): string {
  const { incident } = view;
  const tally = leadTally(incident);
  const event = leadOf(incident);
  if (tally === undefined || event === undefined) return headlineWithoutEvent(view);

  const who = actorName(incident.actor);
  const times = tally.count > 1 ? ` (×${tally.count})` : '';
  const rest = [
    times,
    inAccount(view),
    fromWhere(incident.context?.source, event.sourceIPAddress),
    andMore(incident.tallies.length - 1),
  ].join('');
  const room = Math.max(SHORTEST_ACTION, LONGEST - who.length - 1 - rest.length);
  return `${who} ${shorten(describeAction(event), room)}${rest}`;
}

/** The actor as named in a sentence, at most 70 characters; a role's session often carries the person's name. */
export function actorName(actor: Actor | undefined): string {
  if (actor === undefined) return 'somebody';
  const name = shorten(actor.name, 44) || 'an unknown identity';
  return actor.kind === 'role' && actor.session ? `${name} (${shorten(actor.session, 24)})` : name;
}

function headlineWithoutEvent(view: AlertView): string {
  const subject = `${shorten(leadTitle(view), 90)}${inAccount(view)}.`;
  return view.incident.nextLookAt
    ? `${subject} Who did it is not known yet`
    : `${subject} No event was found for the alarm`;
}

function inAccount({ incident, settings }: AlertView): string {
  if (incident.accountId === '') return '';
  return ` in ${shorten(accountName(settings, incident.accountId) ?? `account ${incident.accountId}`, 32)}`;
}

/** `source` was learned for one event of the incident, which need not be the one in the headline. */
function fromWhere(source: Source | undefined, address: string): string {
  if (address === '') return '';
  const shown = shorten(address, 45);
  if (source?.address !== address) return `, from ${shown}`;
  if (source.kind === 'service') return `, through ${shown}`;
  if (source.kind === 'aws-internal') return ', from inside AWS';
  const place = source.knownAs || source.country?.name;
  return place ? `, from ${shown} (${shorten(place, 30)})` : `, from ${shown}`;
}

function andMore(others: number): string {
  if (others < 1) return '';
  return others === 1 ? ', and 1 more detection' : `, and ${others} more detections`;
}
