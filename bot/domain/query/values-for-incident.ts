// Fills a query's parameters from an incident, so that one tap asks about whoever and whatever it is about.
import type { Actor } from '../actor/actor.ts';
import type { TrailEvent } from '../event/trail-event.ts';
import type { Incident } from '../incident/incident.ts';
import { leadOf } from '../incident/lead-event.ts';
import { parseArn } from '../parse-arn.ts';
import { listAt, textAt, textsAt } from '../read-json.ts';
import { parseParameter } from './parse-parameter.ts';
import type { ParameterType, QueryTemplate, QueryValues } from './query.ts';

/** Undefined when the incident has nothing for one of the parameters, or only text that the parameter refuses. */
export function valuesFor(template: QueryTemplate, incident: Incident): QueryValues | undefined {
  const values: [string, string][] = [];
  for (const { name, type } of template.parameters) {
    const value = firstValid(type, candidates(type, incident));
    if (value === undefined) return undefined;
    values.push([name, value]);
  }
  return Object.fromEntries(values);
}

function firstValid(type: ParameterType, texts: readonly string[]): string | undefined {
  for (const text of texts) {
    const parsed = parseParameter(type, text);
    if (parsed.ok) return parsed.value;
  }
  return undefined;
}

/** The most telling first: the lead event, then the other events from the newest back. */
function candidates(type: ParameterType, incident: Incident): readonly string[] {
  if (type === 'principal') return incident.actor === undefined ? [] : principals(incident.actor);
  const lead = leadOf(incident);
  const samples = incident.tallies.flatMap((tally) => tally.samples.toReversed());
  const found = [...(lead === undefined ? [] : [lead]), ...samples].flatMap((event) => inEvent(type, event));
  if (type === 'ip') return [...found, ...incident.addresses.toReversed()];
  return type === 'region' ? [...found, ...incident.regions.toReversed()] : found;
}

function inEvent(type: Exclude<ParameterType, 'principal'>, event: TrailEvent): readonly string[] {
  const { requestParameters: request, responseElements: response } = event;
  switch (type) {
    case 'ip':
      return [event.sourceIPAddress];
    case 'accessKey':
      // A key that the call made is the question ("was it used already?"); else the key it was made with.
      return [
        textAt(response, 'accessKey', 'accessKeyId'),
        textAt(response, 'credentials', 'accessKeyId'),
        textAt(event.userIdentity, 'accessKeyId'),
      ];
    case 'bucket':
      return [
        textAt(request, 'bucketName'),
        ...resourcesOf(event, 's3').map((it) => it.split('/', 1)[0] ?? ''),
      ];
    case 'instance':
      return [
        textAt(request, 'instanceId'),
        ...textsAt(request, 'instancesSet.items.*.instanceId'),
        ...textsAt(response, 'instancesSet.items.*.instanceId'),
        textAt(request, 'target'),
      ];
    case 'region':
      return [event.awsRegion];
    case 'eventName':
      return [event.eventName];
    case 'eventSource':
      return [event.eventSource];
  }
}

function resourcesOf(event: TrailEvent, service: string): readonly string[] {
  return listAt(event.record, 'resources')
    .slice(0, 50)
    .flatMap((one) => parseArn(textAt(one, 'ARN')) ?? [])
    .flatMap((arn) => (arn.service === service ? [arn.resource] : []));
}

/**
 * What finds the actor's calls in the log, the most exact first. An Identity Center user shares the role of the
 * permission set with others, so there it is the session; a service or another account's caller has no name of ours.
 */
function principals({ kind, arn, session, name, key }: Actor): readonly string[] {
  switch (kind) {
    case 'identity-center-user':
      return [session ?? '', name, lastPart(key)];
    case 'aws-service':
    case 'aws-account':
    case 'unknown':
      return [];
    default:
      return [arn ?? '', kind === 'role' ? lastPart(key) : name];
  }
}

function lastPart(key: string): string {
  return key.slice(key.lastIndexOf('/') + 1);
}
