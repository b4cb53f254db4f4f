// Tells whether a security group change lets the whole internet in, to more than a web server.
import { isJsonObject, listAt, numberAt, textAt, textsAt, valueAt } from '../read-json.ts';

/** Two halves of the address space are the whole of it, so a little less than everybody counts as everybody. */
const WIDEST = { v4: 7, v6: 15 };
const WEB_PORTS = [80, 443];
const MODIFIED = ['requestParameters', 'ModifySecurityGroupRulesRequest', 'SecurityGroupRule'];

/**
 * Whether an AuthorizeSecurityGroupIngress or ModifySecurityGroupRules record has a rule for (nearly) all addresses on
 * anything but one of the ports 80 and 443. Reads the list of rules, the flat form of old clients, and both IP versions.
 */
export function opensToWorld(record: unknown): boolean {
  const name = textAt(record, 'eventName');
  if (name === 'AuthorizeSecurityGroupIngress') return requested(record).some(isWideOpen);
  if (name === 'ModifySecurityGroupRules') return modified(record).some(isWideOpen);
  return false;
}

function requested(record: unknown): readonly unknown[] {
  const request = valueAt(record, 'requestParameters');
  return [request, ...listAt(request, 'ipPermissions', 'items')];
}

function modified(record: unknown): readonly unknown[] {
  const rules = valueAt(record, ...MODIFIED);
  return (isJsonObject(rules) ? [rules] : listAt(record, ...MODIFIED)).map((one) =>
    valueAt(one, 'SecurityGroupRule'),
  );
}

function isWideOpen(rule: unknown): boolean {
  const v4 = ['ipRanges.items.*.cidrIp', 'cidrIp', 'CidrIpv4'].flatMap((path) => textsAt(rule, path));
  const v6 = ['ipv6Ranges.items.*.cidrIpv6', 'cidrIpv6', 'CidrIpv6'].flatMap((path) => textsAt(rule, path));
  const wide = v4.some((cidr) => bits(cidr) <= WIDEST.v4) || v6.some((cidr) => bits(cidr) <= WIDEST.v6);
  return wide && !isWeb(rule);
}

/** Without a prefix length it is one address. */
function bits(cidr: string): number {
  const length = /\/(\d{1,3})$/.exec(cidr)?.[1];
  return length === undefined ? 128 : Number(length);
}

function isWeb(rule: unknown): boolean {
  const from = numberAt(rule, 'fromPort') ?? numberAt(rule, 'FromPort');
  const to = numberAt(rule, 'toPort') ?? numberAt(rule, 'ToPort');
  return from !== undefined && from === to && WEB_PORTS.includes(from);
}
