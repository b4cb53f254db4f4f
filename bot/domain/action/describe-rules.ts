// Describes security group rules: which port is opened or closed, for whom.

import type { TrailEvent } from '../event/trail-event.ts';
import { isJsonObject, listAt, numberAt, textAt, textsAt, valueAt } from '../read-json.ts';
import { shortName, shortNames } from './short-name.ts';

/** Whatever stands before it, a prefix of no bits is the whole internet. */
const WORLD = /\/0$/;

/** `open port 22 to 0.0.0.0/0 on sg-0abc`; at most two rules, those open to the world first. */
export function describeRules(event: TrailEvent): string {
  const request = event.requestParameters;
  const close = event.eventName.startsWith('Revoke');
  const outbound = event.eventName.endsWith('Egress') ? 'outbound ' : '';
  const group = shortName(textAt(request, 'groupId') || textAt(request, 'groupName')) || 'a security group';
  const listed = listAt(request, 'ipPermissions', 'items').slice(0, 200);
  const rules = (listed.length > 0 ? listed : [request]).map(readRule);
  rules.sort((a, b) => Number(b.world) - Number(a.world));
  if (rules.every((rule) => rule.peers === '')) return `change ${outbound}rules of ${group}`;
  const shown = rules.slice(0, 2).map((rule) => {
    return `${outbound}${rule.ports} ${close ? 'for' : 'to'} ${rule.peers || 'nobody named'}`;
  });
  const more = rules.length > 2 ? ` and ${rules.length - 2} more` : '';
  return `${close ? 'close' : 'open'} ${shown.join(' and ')}${more} on ${group}`;
}

/** `change a rule of sg-0abc to port 22 for 0.0.0.0/0`: this call alone capitalises its fields, and may send one rule bare. */
export function describeRuleChange(event: TrailEvent): string {
  const request = valueAt(event.requestParameters, 'ModifySecurityGroupRulesRequest');
  const group = shortName(textAt(request, 'GroupId')) || 'a security group';
  const sent = valueAt(request, 'SecurityGroupRule');
  const rules = (isJsonObject(sent) ? [sent] : listAt(request, 'SecurityGroupRule')).slice(0, 200);
  const read = rules.map((rule) => readRule(valueAt(rule, 'SecurityGroupRule')));
  const [rule] = read.sort((a, b) => Number(b.world) - Number(a.world));
  if (!rule?.peers) return `change rules of ${group}`;
  const more = read.length > 1 ? ` and ${read.length - 1} more` : '';
  return `change a rule of ${group} to ${rule.ports} for ${rule.peers}${more}`;
}

/** An old client sends its only rule flat, in the request itself, with `cidrIp` in place of the lists. */
function readRule(rule: unknown): { ports: string; peers: string; world: boolean } {
  const paths = [
    'ipRanges.items.*.cidrIp',
    'ipv6Ranges.items.*.cidrIpv6',
    'cidrIp',
    'cidrIpv6',
    'CidrIpv4',
    'CidrIpv6',
  ];
  const others = ['groups.items.*.groupId', 'groups.items.*.groupName', 'prefixListIds.items.*.prefixListId'];
  const peers = [...paths, ...others].flatMap((path) => textsAt(rule, path));
  peers.sort((a, b) => Number(WORLD.test(b)) - Number(WORLD.test(a)));
  return { ports: readPorts(rule), peers: shortNames(peers), world: peers.some((peer) => WORLD.test(peer)) };
}

function readPorts(rule: unknown): string {
  const protocol = (textAt(rule, 'ipProtocol') || textAt(rule, 'IpProtocol')).toLowerCase();
  const from = numberAt(rule, 'fromPort') ?? numberAt(rule, 'FromPort');
  const to = numberAt(rule, 'toPort') ?? numberAt(rule, 'ToPort');
  if (protocol === '-1' || (from === 0 && to === 65_535)) return 'all ports';
  if (protocol.startsWith('icmp')) return 'ping (ICMP)';
  if (from === undefined || from < 0) return protocol === '' ? 'ports' : `protocol ${shortName(protocol)}`;
  const family = protocol === 'udp' || protocol === '17' ? 'UDP ' : '';
  return to === undefined || to === from ? `${family}port ${from}` : `${family}ports ${from}-${to}`;
}

/** `launch 3 p4d.24xlarge instances (i-…)`. */
export function describeLaunch(event: TrailEvent): string {
  const type = shortName(textAt(event.requestParameters, 'instanceType'));
  const launched = textsAt(event.responseElements, 'instancesSet.items.*.instanceId');
  const [wanted] = listAt(event.requestParameters, 'instancesSet', 'items');
  const count = launched.length || numberAt(wanted, 'maxCount') || 1;
  const names = launched.length > 0 ? ` (${shortNames(launched)})` : '';
  const kind = [type, count === 1 ? 'instance' : 'instances'].filter(Boolean).join(' ');
  return `launch ${count} ${kind}${names}`;
}
