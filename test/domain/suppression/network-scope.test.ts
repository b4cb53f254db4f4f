// The network that an address belongs to, as suppressions name it.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { classifySource } from '../../../bot/domain/context/classify-source.ts';
import { isWithin, networkScope } from '../../../bot/domain/suppression/network-scope.ts';

const scope = (address: string, networks = {}) => networkScope(classifySource(address, networks), networks);

describe('the network of an address', () => {
  it.each([
    ['192.0.2.77', '192.0.2.0/24'],
    ['::ffff:192.0.2.77', '192.0.2.0/24'],
    ['2001:db8:1:2::5', '2001:db8:1::/48'],
    ['10.1.2.3', '10.1.2.0/24'],
    ['CloudFormation.amazonaws.com', 'cloudformation.amazonaws.com'],
    ['AWS Internal', 'aws internal'],
    ['<script>', undefined],
    ['', undefined],
  ])('of %j is %j', (address, network) => {
    expect(scope(address)).toBe(network);
  });

  it('is the smallest of the settings that contains it', () => {
    const networks = {
      '192.0.0.0/16': 'all',
      '192.0.2.64/26': 'office',
      '203.0.113.9': 'VPN',
      nonsense: 'x',
    };
    expect(scope('192.0.2.77', networks)).toBe('192.0.2.64/26');
    expect(scope('192.0.9.1', networks)).toBe('192.0.0.0/16');
    expect(scope('203.0.113.9', networks)).toBe('203.0.113.9');
  });

  it('contains the address, for every address', () => {
    fc.assert(
      fc.property(fc.oneof(fc.ipV4(), fc.ipV6()), (address) => {
        const network = scope(address);
        if (network !== undefined) expect(isWithin(address, network)).toBe(true);
      }),
    );
  });
});
