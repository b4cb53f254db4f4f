// Decides whether a text may stand in a query: one allow-list for each type of parameter.
import ipaddr from 'ipaddr.js';
import { isRegion } from '../is-region.ts';
import { parseArn } from '../parse-arn.ts';
import type { ParameterType } from './query.ts';

export type ParsedParameter =
  | { readonly ok: true; readonly value: string }
  /** A sentence that says what to write, with an example. */
  | { readonly ok: false; readonly problem: string };

interface Kind {
  /** The value as CloudTrail writes it; undefined for text that cannot be one. */
  readonly read: (text: string) => string | undefined;
  /** Completes "Write …". */
  readonly expected: string;
}

/** A role's ARN: 512 characters of path, 64 of name, and what stands before them. */
const LONGEST = 640;
/**
 * All that IAM allows in the names of users, roles and sessions, and what ARNs add to it. Nothing here can end a string
 * of a Logs Insights query, for which AWS documents no escaping.
 */
const PRINCIPAL = /^[A-Za-z0-9_+=,.@:/-]+$/;
const LONGEST_NAME = 128;

const KINDS: Readonly<Record<ParameterType, Kind>> = {
  principal: {
    read: (text) => (isPrincipal(text) ? text : undefined),
    expected:
      'the name or ARN of a user or role, or the name of a session, for example alice or arn:aws:iam::123456789012:role/deploy',
  },
  ip: { read: readAddress, expected: 'one IPv4 or IPv6 address, for example 192.0.2.10 or 2001:db8::7' },
  accessKey: {
    read: (text) => matching(/^(AKIA|ASIA)[A-Z0-9]{16}$/i, text)?.toUpperCase(),
    expected: 'an access key id, AKIA or ASIA and 16 more characters, for example AKIAIOSFODNN7EXAMPLE',
  },
  bucket: {
    read: (text) => matching(/^[A-Za-z0-9][A-Za-z0-9._-]{2,254}$/, text),
    expected: 'the name of an S3 bucket without s3://, for example customer-exports',
  },
  instance: {
    read: (text) => matching(/^i-([0-9a-f]{8}|[0-9a-f]{17})$/, text),
    expected: 'the id of an EC2 instance, for example i-0123456789abcdef0',
  },
  region: {
    read: (text) => (isRegion(text) ? text : undefined),
    expected: "a Region's code, for example eu-west-1",
  },
  eventName: {
    read: (text) => matching(/^[A-Za-z0-9]{1,128}$/, text),
    expected: 'the name of an API call as CloudTrail writes it, for example CreateUser',
  },
  eventSource: {
    read: (text) => matching(/^[a-z0-9-]{1,63}(\.[a-z0-9-]{1,63})?\.amazonaws\.com(\.cn)?$/, text),
    expected: 'a service as CloudTrail names it, for example iam.amazonaws.com',
  },
};

/**
 * Reads what a person typed or a record holds. Blanks around it are taken off, an address is written as CloudTrail
 * writes it (RFC 5952), and an access key in capitals.
 */
export function parseParameter(type: ParameterType, text: string): ParsedParameter {
  const { read, expected } = KINDS[type];
  const trimmed = text.trim();
  const value = trimmed.length > LONGEST ? undefined : read(trimmed);
  return value === undefined ? { ok: false, problem: `Write ${expected}.` } : { ok: true, value };
}

function isPrincipal(text: string): boolean {
  if (!PRINCIPAL.test(text)) return false;
  return text.startsWith('arn:') ? parseArn(text) !== undefined : text.length <= LONGEST_NAME;
}

/** Shortened and octal IPv4 forms are refused, and so are zones (`fe80::1%eth0`). */
function readAddress(text: string): string | undefined {
  if (ipaddr.IPv4.isValidFourPartDecimal(text)) return ipaddr.IPv4.parse(text).toString();
  const isIpv6 = /^[0-9A-Fa-f:.]+$/.test(text) && text.includes(':') && ipaddr.IPv6.isValid(text);
  return isIpv6 ? ipaddr.process(text).toString() : undefined;
}

function matching(pattern: RegExp, text: string): string | undefined {
  return pattern.test(text) ? text : undefined;
}
