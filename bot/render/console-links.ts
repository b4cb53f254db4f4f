// Links into the AWS console. A part that does not look like AWS's own naming gives no link: it may be hostile.
import type { Actor } from '../domain/actor/actor.ts';
import { parseArn } from '../domain/parse-arn.ts';

const REGION = /^[a-z]{2,4}(-[a-z]{2,12}){1,3}-\d{1,2}$/;
const EVENT_ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const LOG_GROUP = /^[\w.\-/#]{1,512}$/;
const IAM_NAME = /^[\w+=,.@-]{1,128}$/;

/** Console domain by Region prefix. Regions of closed partitions have no console that a link could open. */
const DOMAINS: readonly (readonly [prefix: string, domain: string | undefined])[] = [
  ['cn-', 'console.amazonaws.cn'],
  ['us-gov-', 'console.amazonaws-us-gov.com'],
  ['us-iso', undefined],
  ['eu-iso', undefined],
  ['eusc-', 'console.amazonaws-eusc.eu'],
  ['', 'console.aws.amazon.com'],
];

/** One event in CloudTrail's event history, which is kept per Region, for 90 days, management events only. */
export function eventLink(region: string, eventId: string): string | undefined {
  if (!EVENT_ID.test(eventId)) return undefined;
  return regional(region, `cloudtrailv2/home?region=${region}#/events/${eventId}`);
}

/** A log group's streams. */
export function logGroupLink(region: string, logGroup: string): string | undefined {
  if (!LOG_GROUP.test(logGroup)) return undefined;
  // The console decodes this part twice, and writes `$` for the outer `%`.
  const name = encodeURIComponent(encodeURIComponent(logGroup)).replaceAll('%', '$');
  return regional(region, `cloudwatch/home?region=${region}#logsV2:log-groups/log-group/${name}`);
}

/** An alarm with its graph and history. */
export function alarmLink(region: string, name: string): string | undefined {
  if (name === '' || name.length > 255) return undefined;
  const encoded = encodeURIComponent(name.toWellFormed());
  return regional(region, `cloudwatch/home?region=${region}#alarmsV2:alarm/${encoded}`);
}

/** The user's or role's page in IAM, for an actor that has one. */
export function actorLink(region: string, actor: Actor): string | undefined {
  const arn = parseArn(actor.arn ?? '');
  if (arn?.service !== 'iam') return undefined;
  const [type, ...path] = arn.resource.split('/');
  const name = path.at(-1) ?? '';
  if (!IAM_NAME.test(name) || (type !== 'user' && type !== 'role')) return undefined;
  return shared(region, `iam/home#/${type}s/details/${encodeURIComponent(name)}`);
}

function regional(region: string, path: string): string | undefined {
  const domain = domainOf(region);
  return domain === undefined ? undefined : `https://${region}.${domain}/${path}`;
}

/** IAM is one for all Regions of a partition. */
function shared(region: string, path: string): string | undefined {
  const domain = domainOf(region);
  return domain === undefined ? undefined : `https://${domain}/${path}`;
}

function domainOf(region: string): string | undefined {
  if (!REGION.test(region)) return undefined;
  return DOMAINS.find(([prefix]) => region.startsWith(prefix))?.[1];
}
