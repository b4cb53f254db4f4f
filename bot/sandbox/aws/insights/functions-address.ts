// IP address functions of Logs Insights. What is no address, as `AWS Internal`, is in no subnet.
import ipaddr from 'ipaddr.js';
import type { RowFunction } from './functions.ts';
import { toText, type Value } from './value.ts';

type Address = ReturnType<typeof ipaddr.parse>;
type Kind = 'ipv4' | 'ipv6';

export const ADDRESS_FUNCTIONS: Readonly<Record<string, RowFunction>> = {
  isvalidip: ([value]) => addressOf(value) !== undefined,
  isvalidipv4: ([value]) => addressOf(value)?.kind() === 'ipv4',
  isvalidipv6: ([value]) => addressOf(value)?.kind() === 'ipv6',
  isipinsubnet: ([value, subnet]) => isInSubnet(value, subnet, undefined),
  isipv4insubnet: ([value, subnet]) => isInSubnet(value, subnet, 'ipv4'),
  isipv6insubnet: ([value, subnet]) => isInSubnet(value, subnet, 'ipv6'),
};

function addressOf(value: Value): Address | undefined {
  const text = toText(value) ?? '';
  const isAddress = ipaddr.IPv4.isValidFourPartDecimal(text) || ipaddr.IPv6.isValid(text);
  return isAddress ? ipaddr.parse(text) : undefined;
}

function isInSubnet(value: Value, subnet: Value, kind: Kind | undefined): boolean {
  const address = addressOf(value);
  const range = toText(subnet) ?? '';
  if (address === undefined || !ipaddr.isValidCIDR(range)) return false;
  const [base, bits] = ipaddr.parseCIDR(range);
  if (address.kind() !== base.kind() || (kind !== undefined && address.kind() !== kind)) return false;
  return address.match(base, bits);
}
