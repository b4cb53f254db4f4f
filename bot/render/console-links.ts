// Links into the AWS console. A part that does not look like AWS's own naming gives no link: it may be hostile.
import type { Actor } from '../domain/actor/actor.ts';
import type { BucketTab, Place } from '../domain/health/place.ts';
import { type Arn, parseArn } from '../domain/parse-arn.ts';

const REGION = /^[a-z]{2,4}(-[a-z]{2,12}){1,3}-\d{1,2}$/;
const EVENT_ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const LOG_GROUP = /^[\w.\-/#]{1,512}$/;
const IAM_NAME = /^[\w+=,.@-]{1,128}$/;
const TRAIL = /^trail\/[\w.-]{3,128}$/;
const BUCKET = /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/;
const TOPIC = /^[\w-]{1,256}(\.fifo)?$/;
const QUEUE = /^[\w-]{1,80}(\.fifo)?$/;
const FUNCTION = /^[\w-]{1,64}$/;

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

/** The page of what a finding is about; the list of its kind where the thing itself is not known. None for a file. */
export function placeLink(place: Place): string | undefined {
  if (place.kind === 'settings') return undefined;
  const { region } = place;
  switch (place.kind) {
    case 'trail':
      return trailLink(region, place.arn);
    case 'bucket':
      return bucketLink(region, place.name, place.tab);
    case 'log-group':
      return place.name === undefined
        ? regional(region, `cloudwatch/home?region=${region}#logsV2:log-groups`)
        : logGroupLink(region, place.name);
    case 'alarm':
      return place.name === undefined
        ? regional(region, `cloudwatch/home?region=${region}#alarmsV2:`)
        : alarmLink(region, place.name);
    case 'topic':
      return topicLink(region, place.arn);
    case 'queue':
      return queueLink(region, place.arn);
    case 'function':
      return functionLink(region, place.name);
  }
}

function trailLink(region: string, arn: string | undefined): string | undefined {
  const trail = arnOf('cloudtrail', TRAIL, arn);
  const at = trail?.region ?? region;
  return regional(at, `cloudtrailv2/home?region=${at}#/trails${trail ? `/${arn}` : ''}`);
}

/** The console finds a bucket of another Region by itself. */
function bucketLink(region: string, name: string | undefined, tab: BucketTab): string | undefined {
  const page = BUCKET.test(name ?? '') ? `/${name}?region=${region}&tab=${tab}` : `?region=${region}`;
  return regional(region, `s3/buckets${page}`);
}

function topicLink(region: string, arn: string | undefined): string | undefined {
  const topic = arnOf('sns', TOPIC, arn);
  const at = topic?.region ?? region;
  return regional(at, `sns/v3/home?region=${at}#/${topic ? `topic/${arn}` : 'topics'}`);
}

/** The console knows a queue by its address, which the ARN tells in most partitions. */
function queueLink(region: string, arn: string | undefined): string | undefined {
  const queue = arnOf('sqs', QUEUE, arn);
  const at = queue?.region ?? region;
  const host = queue && QUEUE_HOSTS.get(queue.partition);
  const url = queue && host && `https://sqs.${at}.${host}/${queue.accountId}/${queue.resource}`;
  return regional(at, `sqs/v3/home?region=${at}#/queues${url ? `/${encodeURIComponent(url)}` : ''}`);
}

const QUEUE_HOSTS: ReadonlyMap<string, string> = new Map([
  ['aws', 'amazonaws.com'],
  ['aws-us-gov', 'amazonaws.com'],
  ['aws-cn', 'amazonaws.com.cn'],
]);

/** A function's graphs, with the way to its log. */
function functionLink(region: string, name: string | undefined): string | undefined {
  const page = FUNCTION.test(name ?? '') ? `/${name}?tab=monitoring` : '';
  return regional(region, `lambda/home?region=${region}#/functions${page}`);
}

function arnOf(service: string, resource: RegExp, text: string | undefined): Arn | undefined {
  const arn = parseArn(text ?? '');
  return arn?.service === service && resource.test(arn.resource) ? arn : undefined;
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
