import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { openNetworks } from '../../bot/geo/network-table.ts';

const folder = mkdtempSync(join(tmpdir(), 'networks-'));
afterAll(() => rmSync(folder, { recursive: true }));

function open(text: string) {
  const path = join(folder, `${Math.random()}.csv`);
  writeFileSync(path, text);
  return openNetworks(path);
}

describe('a file of IPv4 networks', () => {
  const find = open(
    [
      '192.0.2.0,192.0.2.127,64500,Example Access',
      '192.0.2.192,192.0.2.255,64501,"Example Hosting, Inc."',
      '198.51.100.0,198.51.100.255,64502,"LLC ""EXAMPLE"""',
      '203.0.113.0,203.0.113.255,64503,Exämple Nät',
      '',
    ].join('\n'),
  );

  it.each([
    ['192.0.2.0', 64500, 'Example Access'],
    ['192.0.2.127', 64500, 'Example Access'],
    ['192.0.2.200', 64501, 'Example Hosting, Inc.'],
    ['198.51.100.9', 64502, 'LLC "EXAMPLE"'],
    ['203.0.113.255', 64503, 'Exämple Nät'],
  ])('has %s in AS%i', (address, asn, name) => {
    expect(find(address)).toEqual({ asn, name });
  });

  it.each(['0.0.0.0', '192.0.2.128', '192.0.2.191', '203.0.114.0', '255.255.255.255'])(
    'has nothing for %s',
    (address) => {
      expect(find(address)).toBeUndefined();
    },
  );
});

describe('a file of IPv6 networks', () => {
  const find = open(
    '2001:db8::,2001:db8:0:ffff:ffff:ffff:ffff:ffff,64500,Example Access\n2001:db8:ffff::,2001:db8:ffff::ffff,64501,Example Hosting',
  );

  it('is searched by the whole address', () => {
    expect(find('2001:db8::1')).toEqual({ asn: 64500, name: 'Example Access' });
    expect(find('2001:db8:ffff::ffff')).toEqual({ asn: 64501, name: 'Example Hosting' });
    expect(find('2001:db8:ffff::1:0')).toBeUndefined();
  });
});

it('every line of a long file is found, wherever the search lands', () => {
  const lines = Array.from({ length: 256 }, (_, n) => {
    return `203.0.${n}.0,203.0.${n}.255,${64_000 + n},${'name '.repeat(n % 40)}${n}`;
  });
  const find = open(lines.join('\n'));
  for (let n = 0; n < 256; n += 1) expect(find(`203.0.${n}.7`)?.asn).toBe(64_000 + n);
});

it('an empty file has nothing', () => {
  expect(open('')('192.0.2.1')).toBeUndefined();
});
