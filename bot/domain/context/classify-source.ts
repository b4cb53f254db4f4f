// Decides from `sourceIPAddress` alone where a call came from, and whether the company knows the network.
import ipaddr from 'ipaddr.js';
import { cutText } from '../cut-text.ts';
import type { Settings } from '../settings.ts';
import type { Source, SourceKind } from './context.ts';

type Address = ipaddr.IPv4 | ipaddr.IPv6;

/** Longest DNS name there is. */
const LONGEST = 253;
const SERVICE = /^[a-z0-9.-]{1,240}\.(amazonaws\.com|amazonaws\.com\.cn|amazonaws\.eu|api\.aws)$/i;
const AWS_INTERNAL = /^AWS Internal(\/\d{1,4})?$/i;

/** Ranges of ipaddr.js. Documentation ranges count as public, as the addresses they stand for would. */
const KIND_OF_RANGE: ReadonlyMap<string, SourceKind> = new Map([
  ['private', 'private'],
  ['uniqueLocal', 'private'],
  ['loopback', 'private'],
  ['linkLocal', 'private'],
  ['carrierGradeNat', 'private'],
  ['unspecified', 'unknown'],
  ['broadcast', 'unknown'],
  ['multicast', 'unknown'],
]);

/** Country and network are not looked up here: see {@link Source}. Text that is neither address nor AWS is `unknown`. */
export function classifySource(address: string, networks: Settings['networks']): Source {
  if (address.length > LONGEST) return { kind: 'unknown', address: cutText(address, LONGEST) };
  if (AWS_INTERNAL.test(address)) return { kind: 'aws-internal', address };
  if (SERVICE.test(address)) return { kind: 'service', address };
  const parsed = parseAddress(address);
  if (parsed === undefined) return { kind: 'unknown', address: cutText(address, LONGEST) };
  const knownAs = nameNetwork(parsed, networks);
  const kind = KIND_OF_RANGE.get(parsed.range()) ?? 'public';
  return { kind, address, ...(knownAs === undefined ? {} : { knownAs }) };
}

/** An IPv4-mapped IPv6 address comes back as the IPv4 address it is. Octal and shortened IPv4 forms are refused. */
function parseAddress(text: string): Address | undefined {
  if (ipaddr.IPv4.isValidFourPartDecimal(text)) return ipaddr.IPv4.parse(text);
  return text.includes(':') && ipaddr.IPv6.isValid(text) ? ipaddr.process(text) : undefined;
}

function nameNetwork(address: Address, networks: Settings['networks']): string | undefined {
  let longest = -1;
  let name: string | undefined;
  for (const [block, known] of Object.entries(networks)) {
    const prefix = prefixLength(address, block);
    if (prefix > longest) {
      longest = prefix;
      name = known;
    }
  }
  return name;
}

/** The length of the block's prefix when it holds the address, else -1. A bare address is a block of one. */
function prefixLength(address: Address, block: string): number {
  const text = block.includes('/') ? block : `${block}/${block.includes(':') ? 128 : 32}`;
  if (!ipaddr.isValidCIDR(text)) return -1;
  const [network, bits] = ipaddr.parseCIDR(text);
  return network.kind() === address.kind() && address.match(network, bits) ? bits : -1;
}
