// The facts of an alert, one labelled field each: who, what, on what, from where, where, when.
import { listResources } from '../domain/event/list-resources.ts';
import type { TrailEvent } from '../domain/event/trail-event.ts';
import type { Tally } from '../domain/incident/incident.ts';
import { parseArn } from '../domain/parse-arn.ts';
import { actorFact } from './alert-actor.ts';
import { sourceFact } from './alert-source.ts';
import { accountWords, rankTallies } from './alert-subject.ts';
import type { AlertView } from './alert-view.ts';
import { code, list, type Mrkdwn, mrkdwn, time, words } from './mrkdwn.ts';
import { isTime } from './time-words.ts';

const SHOWN = 4;
/** Within it, the clock alone says which day is meant. */
const HALF_A_DAY = 12 * 3_600_000;

/** The fields in the order of a person's questions; what is not known is left out. */
export function alertFacts(view: AlertView): readonly Mrkdwn[] {
  const samples = rankTallies(view.incident).flatMap((tally) => tally.samples.toReversed());
  const facts = [
    actorFact(view),
    callsFact(view, samples),
    resourcesFact(samples),
    sourceFact(view),
    alarmFact(view),
    placeFact(view),
    whenFact(view.incident.tallies),
  ];
  return facts.filter((fact) => fact !== undefined);
}

function callsFact({ incident }: AlertView, samples: readonly TrailEvent[]): Mrkdwn | undefined {
  if (samples.length === 0) return undefined;
  const calls = new Map(samples.map((event) => [`${call(event)} ${outcome(event)}`, event]));
  const lines = [...calls.values()].map((event) => mrkdwn`${code(call(event), 90)} ${outcomeWords(event)}`);
  const shown = new Set(
    [...calls.values()].map((event) => `${event.eventSource}:${event.eventName}`.slice(0, 200)),
  );
  const others = incident.actions.filter((action) => !shown.has(action)).length;
  const hidden = Math.max(0, lines.length - SHOWN) + others;
  const more = hidden === 0 ? [] : mrkdwn`\nand ${hidden} more`;
  return mrkdwn`*Calls*\n${list(lines.slice(0, SHOWN), SHOWN, '\n')}${more}`;
}

function resourcesFact(samples: readonly TrailEvent[]): Mrkdwn | undefined {
  const resources = [...new Set(samples.flatMap(listResources))];
  if (resources.length === 0) return undefined;
  return mrkdwn`*On*\n${list(
    resources.map((resource) => code(resource)),
    SHOWN,
    '\n',
  )}`;
}

/** While no event could be read, the alarm is all there is. */
function alarmFact({ incident }: AlertView): Mrkdwn | undefined {
  if (incident.tallies.length > 0 || incident.alarms.length === 0) return undefined;
  const alarms = incident.alarms.map(
    ({ name, state, since }) => mrkdwn`${code(name)} ${state} since ${time(since)}`,
  );
  return mrkdwn`*Alarm*\n${list(alarms, SHOWN, '\n')}`;
}

function placeFact({ incident, settings }: AlertView): Mrkdwn | undefined {
  const ofAlarms = incident.alarms.flatMap(({ arn }) => parseArn(arn)?.region || []);
  const regions = incident.regions.length > 0 ? incident.regions : [...new Set(ofAlarms)];
  const lines = [
    ...(incident.accountId === '' ? [] : [accountWords(settings, incident.accountId)]),
    ...(regions.length === 0
      ? []
      : [
          list(
            regions.map((region) => words(region, 30)),
            SHOWN,
          ),
        ]),
  ];
  return lines.length === 0 ? undefined : mrkdwn`*Account*\n${list(lines, lines.length, '\n')}`;
}

function whenFact(tallies: readonly Tally[]): Mrkdwn | undefined {
  const times = tallies
    .flatMap(({ first, last }) => [first, last])
    .filter(isTime)
    .map((at) => at.getTime());
  if (times.length === 0) return undefined;
  const [first, last] = [Math.min(...times), Math.max(...times)];
  if (first === last) return mrkdwn`*When*\n${time(new Date(first))}`;
  const form = last - first < HALF_A_DAY ? 'clock' : 'full';
  return mrkdwn`*When*\n${time(new Date(first))} – ${time(new Date(last), form)}`;
}

function call({ eventSource, eventName }: TrailEvent): string {
  const service = eventSource.replace(/\.amazonaws\.com(\.cn)?$/, '');
  return service === '' ? eventName : `${service}:${eventName}`;
}

function outcome({ outcome }: TrailEvent): string {
  return outcome.kind === 'success' ? '' : outcome.code;
}

function outcomeWords({ outcome }: TrailEvent): Mrkdwn {
  if (outcome.kind === 'success') return mrkdwn`succeeded`;
  return outcome.denied
    ? mrkdwn`refused: ${code(outcome.code, 60)}`
    : mrkdwn`failed: ${code(outcome.code, 60)}`;
}
