import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { classifySource } from '../../bot/domain/context/classify-source.ts';
import { createGeo } from '../../bot/geo/create-geo.ts';

const folder = mkdtempSync(join(tmpdir(), 'geo-'));
afterAll(() => rmSync(folder, { recursive: true }));

function file(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}
const networks = {
  ipv4: file('ipv4.csv', '203.0.113.0,203.0.113.255,64500,Example Hosting\n'),
  ipv6: file('ipv6.csv', '2001:db8::,2001:db8::ffff,64501,Example Access\n'),
};
const sourceOf = (address: string) => classifySource(address, {});

describe('the installed database of countries', () => {
  const geo = createGeo();

  it.each(['203.0.113.5', '::ffff:203.0.113.5'])(
    'finds the country of %s, with its English name',
    (address) => {
      expect(geo.locate(sourceOf(address)).country).toEqual({ code: 'AU', name: 'Australia' });
    },
  );

  it.each(['10.0.0.1', 'AWS Internal', 'ec2.amazonaws.com', 'not an address', '192.0.2.1'])(
    'leaves %s as it is',
    (address) => {
      expect(geo.locate(sourceOf(address))).toEqual(sourceOf(address));
    },
  );
});

describe('files of networks', () => {
  it.each([
    ['203.0.113.5', { asn: 64500, name: 'Example Hosting' }],
    ['::ffff:203.0.113.5', { asn: 64500, name: 'Example Hosting' }],
    ['2001:db8::1', { asn: 64501, name: 'Example Access' }],
    ['198.51.100.1', undefined],
  ])('name the network of %s', (address, network) => {
    expect(createGeo({ networks }).locate(sourceOf(address)).network).toEqual(network);
  });
});

it('a file that cannot be read costs only what it held, and is warned about once', () => {
  const warnings: string[] = [];
  const log = { warn: (message: string) => void warnings.push(message) };
  const geo = createGeo({ countries: join(folder, 'missing.mmdb'), networks, log });
  for (let n = 0; n < 3; n += 1) {
    const located = geo.locate(sourceOf('203.0.113.5'));
    expect(located).toMatchObject({ address: '203.0.113.5', network: { asn: 64500 } });
    expect(located.country).toBeUndefined();
  }
  expect(warnings).toHaveLength(1);
});

it('a database that is broken inside is left alone as well', () => {
  const geo = createGeo({ countries: file('broken.mmdb', 'nonsense') });
  expect(geo.locate(sourceOf('203.0.113.5'))).toEqual(sourceOf('203.0.113.5'));
});
