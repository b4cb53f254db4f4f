// What stands below an alert: the references for the report, and the links into the AWS console.
import type { KnownBlock } from '@slack/types';
import type { Frameworks } from '../domain/detection/detection.ts';
import { leadOf } from '../domain/incident/lead-event.ts';
import { parseArn } from '../domain/parse-arn.ts';
import type { AlertView } from './alert-view.ts';
import { context } from './blocks.ts';
import { actorLink, alarmLink, logGroupLink } from './console-links.ts';
import { code, link, list, type Mrkdwn, mrkdwn, words } from './mrkdwn.ts';
import { duration, isTime } from './time-words.ts';

const DETECTIONS = 5;
const IDS = 4;

const FRAMEWORKS: readonly (readonly [key: keyof Frameworks, name: string])[] = [
  ['cis', 'CIS'],
  ['pci', 'PCI'],
  ['soc2', 'SOC 2'],
  ['hipaa', 'HIPAA'],
  ['mitre', 'MITRE'],
];

export function footerPart(view: AlertView): readonly KnownBlock[] {
  const { incident } = view;
  const event = leadOf(incident);
  const took = latency(view);
  const references = [
    ...incident.tallies.slice(0, DETECTIONS).map(({ detectionId }) => code(detectionId, 60)),
    ...frameworks(view),
    ...(event ? [mrkdwn`event ${code(event.eventID, 60)}`] : []),
    ...(took === undefined ? [] : [mrkdwn`${took} from API call to Slack`]),
    mrkdwn`incident ${code(incident.id, 60)}`,
  ];
  return [context([...consoleLinks(view), list(references, references.length, ' · ')])];
}

/** Each an element of its own, so that one that is too long takes no other with it. */
function consoleLinks({ incident, settings }: AlertView): readonly Mrkdwn[] {
  const home = settings.trail.homeRegion;
  const alarm = incident.alarms.at(-1);
  const links = [
    {
      label: 'Actor in IAM',
      url: incident.actor && actorLink(leadOf(incident)?.awsRegion ?? home, incident.actor),
    },
    { label: 'Log group in CloudWatch', url: logGroupLink(home, settings.trail.logGroup) },
    { label: 'Alarm in CloudWatch', url: alarm && alarmLink(parseArn(alarm.arn)?.region ?? '', alarm.name) },
  ];
  return links.flatMap(({ label, url }) => (url === undefined ? [] : [link(url, label)]));
}

function frameworks({ incident, detections }: AlertView): readonly Mrkdwn[] {
  const all = incident.tallies.flatMap(({ detectionId }) => detections.get(detectionId)?.frameworks ?? []);
  return FRAMEWORKS.flatMap(([key, name]) => {
    const ids = [...new Set(all.flatMap((frameworks) => frameworks[key] ?? []))];
    return ids.length === 0
      ? []
      : [
          mrkdwn`${name} ${list(
            ids.map((id) => words(id, 30)),
            IDS,
          )}`,
        ];
  });
}

/**
 * From the first call to the opening of the incident. Undefined where the record has no time, or where the samples do
 * not reach back to the event that opened it.
 */
function latency({ incident }: AlertView): string | undefined {
  const calls = incident.tallies.flatMap(({ samples }) =>
    samples.flatMap(({ eventTime }) => eventTime ?? []),
  );
  const first = Math.min(...calls.filter(isTime).map((at) => at.getTime()));
  const took = incident.openedAt.getTime() - first;
  return Number.isFinite(took) && took >= 0 ? duration(took) : undefined;
}
