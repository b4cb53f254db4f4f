import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { classifySource } from '../../../bot/domain/context/classify-source.ts';

describe('the kind of a source', () => {
  it.each([
    ['192.0.2.1', 'public'],
    ['2001:db8::1', 'public'],
    ['::ffff:203.0.113.9', 'public'],
    ['10.1.2.3', 'private'],
    ['::ffff:10.1.2.3', 'private'],
    ['172.16.0.9', 'private'],
    ['127.0.0.1', 'private'],
    ['169.254.169.254', 'private'],
    ['100.64.0.1', 'private'],
    ['fd00::1', 'private'],
    ['fe80::1%eth0', 'private'],
    ['cloudformation.amazonaws.com', 'service'],
    ['ec2.amazonaws.com.cn', 'service'],
    ['AWS Internal', 'aws-internal'],
    ['AWS Internal/3', 'aws-internal'],
    ['', 'unknown'],
    ['0.0.0.0', 'unknown'],
    ['010.1.2.3', 'unknown'],
    ['0x7f.1', 'unknown'],
    ['3232235521', 'unknown'],
    ['amazonaws.com.example.com', 'unknown'],
    ['evil.example.com', 'unknown'],
    ['<!channel>', 'unknown'],
  ])('%s is %s', (address, kind) => {
    expect(classifySource(address, {})).toEqual({ kind, address });
  });

  it('of any text is decided quickly, and what is shown of it stays short', () => {
    const text = fc.oneof(
      fc.string(),
      fc.ipV4(),
      fc.ipV6(),
      fc.string({ minLength: 1_000, maxLength: 9_000 }),
    );
    fc.assert(
      fc.property(text, (address) => {
        expect(classifySource(address, { '0.0.0.0/0': 'all' }).address.length).toBeLessThanOrEqual(253);
      }),
    );
    expect(classifySource(`${'a.'.repeat(50_000)}amazonaws.com!`, {}).kind).toBe('unknown');
  });
});

describe('a known network', () => {
  const networks = {
    '198.51.100.0/24': 'office',
    '198.51.100.8/29': 'office, guests',
    '203.0.113.7': 'VPN',
    '2001:db8:1::/48': 'office',
    'not a block': 'nobody',
  };
  it.each([
    ['198.51.100.20', 'office'],
    ['198.51.100.9', 'office, guests'],
    ['::ffff:198.51.100.20', 'office'],
    ['203.0.113.7', 'VPN'],
    ['203.0.113.8', undefined],
    ['2001:db8:1:2::3', 'office'],
    ['2001:db8:2::3', undefined],
  ])('%s is known as %s, by the longest prefix', (address, name) => {
    expect(classifySource(address, networks).knownAs).toBe(name);
  });

  it('may be a private one', () => {
    expect(classifySource('10.8.0.5', { '10.8.0.0/16': 'VPN' })).toMatchObject({
      kind: 'private',
      knownAs: 'VPN',
    });
  });
});
