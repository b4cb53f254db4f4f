import { expect, it } from 'vitest';
import type { Source } from '../../../bot/domain/context/context.ts';
import { profileTraits } from '../../../bot/domain/context/profile-traits.ts';
import { consoleLogin, record, refused, trailEvent } from '../../support/records.ts';

const SOURCE: Source = {
  kind: 'public',
  address: '192.0.2.10',
  country: { code: 'NL', name: 'Netherlands' },
  network: { asn: 64500, name: 'Example Access' },
};

it('are country, network, Region and tool', () => {
  expect(profileTraits(trailEvent(), SOURCE)).toEqual({
    country: 'NL',
    network: 'AS64500',
    region: 'us-east-1',
    tool: 'aws-cli',
    refused: false,
  });
});

it('have no place where none is known', () => {
  const traits = profileTraits(trailEvent(), { kind: 'private', address: '10.0.0.1' });
  expect(traits).toEqual({ region: 'us-east-1', tool: 'aws-cli', refused: false });
});

it('of a failed call teach nothing, so that guessing does not make a place usual', () => {
  const guess = consoleLogin({ responseElements: { ConsoleLogin: 'Failure' } });
  expect(profileTraits(trailEvent(guess), SOURCE)).toEqual({ region: '', tool: '', refused: false });
  expect(profileTraits(trailEvent(refused(record())), SOURCE).refused).toBe(true);
});
