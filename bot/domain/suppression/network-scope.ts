// Networks as suppressions name them: the block that an address belongs to, and the place that may be new.
import ipaddr from 'ipaddr.js';
import { classifySource } from '../context/classify-source.ts';
import type { Source } from '../context/context.ts';
import { networkTrait } from '../context/profile-traits.ts';
import type { Settings } from '../settings.ts';

/** One customer of a provider, by the usual smallest announcement (RFC 7454, 6.1.3) and the usual assignment (RFC 6177). */
const BLOCKS = { ipv4: 24, ipv6: 48 } as const;

/**
 * The network of an address: the smallest block of the settings that contains it, else its /24 or /48; a service stays
 * itself. Undefined for what is neither.
 */
export function networkScope({ kind, address }: Source, networks: Settings['networks']): string | undefined {
  if (kind === 'service' || kind === 'aws-internal') return address.toLowerCase();
  if (kind === 'unknown') return undefined;
  const named = Object.keys(networks).filter((block) => isWithin(address, block));
  const [smallest] = named.toSorted((a, b) => prefixOf(b) - prefixOf(a));
  return smallest ?? ownBlock(address);
}

/** Whether a call from `address` is one from `network`, as {@link networkScope} names it. */
export function isWithin(address: string, network: string): boolean {
  if (classifySource(address, { [network]: 'it' }).knownAs !== undefined) return true;
  return address !== '' && address.toLowerCase() === network.toLowerCase();
}

/**
 * What tells this place from another one: the autonomous system; a service's name; the address's own block where the
 * databases know nothing of it. Undefined for a network of the settings, which is never a new one.
 */
export function placeTrait(source: Source): string | undefined {
  if (source.knownAs !== undefined) return undefined;
  if (source.kind === 'service' || source.kind === 'aws-internal') return source.address.toLowerCase();
  const place = source.kind === 'unknown' ? undefined : (networkTrait(source) ?? ownBlock(source.address));
  return place ?? `unknown ${source.address}`.slice(0, 120);
}

function ownBlock(address: string): string | undefined {
  const [plain = ''] = address.split('%', 1);
  if (!ipaddr.isValid(plain)) return undefined;
  const parsed = ipaddr.process(plain);
  const block = `${parsed.toString()}/${BLOCKS[parsed.kind()]}`;
  const first =
    parsed.kind() === 'ipv4'
      ? ipaddr.IPv4.networkAddressFromCIDR(block)
      : ipaddr.IPv6.networkAddressFromCIDR(block);
  return `${first.toString()}/${BLOCKS[parsed.kind()]}`;
}

function prefixOf(block: string): number {
  const [, bits] = block.split('/');
  return bits === undefined ? 128 : Number(bits);
}
