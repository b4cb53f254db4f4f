import { describe, expect, it } from 'vitest';
import { loadCatalog } from '../../../bot/catalog/load-catalog.ts';
import { type BindOptions, bindQuery } from '../../../bot/domain/query/bind-query.ts';
import type { QueryTemplate, QueryValues } from '../../../bot/domain/query/query.ts';

const { settings } = loadCatalog(new URL('../../../templates/', import.meta.url));
const NOW = new Date('2026-11-24T10:00:00Z');

const TEMPLATE: QueryTemplate = {
  id: 'test',
  title: 'Test',
  question: 'Who?',
  parameters: [
    { name: 'principal', type: 'principal', title: 'User or role' },
    { name: 'address', type: 'ip', title: 'Address' },
  ],
  text: 'filter a = "{{principal}}" or b = "{{address}}" or c = "{{principal}}"',
  show: { kind: 'table' },
  windowHours: 24,
};

function bind(template: QueryTemplate, values: QueryValues = {}, options: Partial<BindOptions> = {}) {
  return bindQuery(template, values, { settings, now: NOW, ...options });
}

function textOf(text: string, options: Partial<BindOptions> = {}): string {
  const bound = bind({ ...TEMPLATE, parameters: [], text }, {}, options);
  return bound.ok ? bound.query.text : JSON.stringify(bound.problems);
}

describe('bindQuery', () => {
  it('puts each value where its name stands, and looks back as far as the template says', () => {
    expect(bind(TEMPLATE, { principal: ' alice ', address: '2001:DB8::7' })).toEqual({
      ok: true,
      query: {
        template: TEMPLATE,
        values: { principal: 'alice', address: '2001:db8::7' },
        text: 'filter a = "alice" or b = "2001:db8::7" or c = "alice"',
        from: new Date('2026-11-23T10:00:00Z'),
        to: NOW,
      },
    });
  });

  it('says of every value at once what is missing, wrong or unknown, and what to write', () => {
    expect(bind(TEMPLATE, { adress: '192.0.2.1', address: 'home' })).toEqual({
      ok: false,
      problems: [
        { name: 'adress', problem: 'There is no such parameter. This query takes: principal, address.' },
        { name: 'principal', problem: expect.stringMatching(/^User or role is missing\. Write the name/) },
        {
          name: 'address',
          problem:
            'Address is not valid. Write one IPv4 or IPv6 address, for example 192.0.2.10 or 2001:db8::7.',
        },
      ],
    });
  });

  it('does not find a value on the prototype of the values', () => {
    const parameters = [{ name: 'constructor', type: 'principal', title: 'User' }] as const;
    expect(bind({ ...TEMPLATE, parameters }, {})).toMatchObject({ ok: false });
    expect(
      bind(TEMPLATE, JSON.parse('{"__proto__":"x","principal":"a","address":"192.0.2.1"}')),
    ).toMatchObject({
      problems: [{ name: '__proto__' }],
    });
  });

  it('looks back as many hours as it is asked for, 90 days at most', () => {
    const values = { principal: 'alice', address: '192.0.2.1' };
    expect(bind(TEMPLATE, values, { hours: 1.5 })).toMatchObject({
      query: { from: new Date('2026-11-24T08:30:00Z') },
    });
    for (const hours of [0, -1, 2_161, Number.NaN, Number.POSITIVE_INFINITY]) {
      expect(bind(TEMPLATE, values, { hours })).toMatchObject({ problems: [{ name: 'hours' }] });
    }
  });
});

describe('a condition of the settings', () => {
  it('holds for every network and Region there is', () => {
    const own = { ...settings, networks: { '192.0.2.0/24': 'Office', '2001:db8::/32': 'VPN' } };
    expect(textOf('filter not {{settings.networks}}', { settings: own })).toBe(
      'filter not (isIpInSubnet(sourceIPAddress, "192.0.2.0/24") or isIpInSubnet(sourceIPAddress, "2001:db8::/32"))',
    );
    expect(textOf('filter {{settings.regions}}', { settings: { ...settings, regions: ['eu-west-1'] } })).toBe(
      'filter (awsRegion = "eu-west-1")',
    );
  });

  it('holds never where the settings have nothing', () => {
    expect(textOf('filter not {{settings.regions}}', { settings: { ...settings, regions: [] } })).toBe(
      'filter not (eventID in [""])',
    );
  });

  it('knows the working hours of each day in the window as UTC', () => {
    expect(textOf('filter {{settings.workingHours}}', { hours: 24 })).toBe(
      'filter ((eventTime >= "2026-11-23T07:00:00Z" and eventTime < "2026-11-23T18:00:00Z") or (eventTime >= "2026-11-24T07:00:00Z" and eventTime < "2026-11-24T18:00:00Z"))',
    );
  });

  it('fits into a query for 90 days of work without a day off, and refuses what does not fit', () => {
    const busy = { ...settings, workingHours: { ...settings.workingHours, days: [1, 2, 3, 4, 5, 6, 7] } };
    const text = 'filter {{settings.workingHours}}';
    expect(textOf(text, { hours: 2_160, settings: busy })).toMatch(/^filter \(\(eventTime/);
    expect(textOf(`${text} or ${text.slice(7)}`, { hours: 2_160, settings: busy })).toContain('fewer hours');
  });
});
