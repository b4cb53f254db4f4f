import { describe, expect, it } from 'vitest';
import { parseExpected } from '../../bot/catalog/parse-expected.ts';
import { isSuppression } from '../../bot/domain/suppression/is-suppression.ts';

const DETECTIONS = [
  { id: 'iam-changes', severity: 'high' },
  { id: 'trail-blinded', severity: 'critical' },
] as const;
const parse = (text: string) => parseExpected('expected.yml', text, DETECTIONS);

describe('a list of what is expected', () => {
  it('is YAML or JSON, and each entry a whole suppression', () => {
    const yaml = parse('- detection: iam-changes\n  actor: iam-user/123456789012/alice\n  countries: [NL]\n');
    expect(yaml).toEqual(
      parse('[{"detection":"iam-changes","actor":"iam-user/123456789012/alice","countries":["NL"]}]'),
    );
    expect(yaml).toMatchObject([
      {
        suppression: { id: 'entry-1', actorKey: 'iam-user/123456789012/alice', knownCountries: ['NL'] },
        fromAnywhere: false,
      },
    ]);
    expect(yaml.every(({ suppression }) => isSuppression(suppression))).toBe(true);
  });

  it.each([
    ['an unknown detection', '- detection: iam-change', 'Did you mean iam-changes?'],
    ['a guard of the trail', '- detection: trail-blinded\n  actor: x', 'signal'],
    ['limits without an actor', '- detection: iam-changes\n  network: 192.0.2.0/24', 'mute'],
    ['an unknown key', '- detection: iam-changes\n  actr: x', 'actor'],
    ['no list', 'detection: iam-changes', '- detection:'],
  ])('is refused for %s, with what to do', (_, text, hint) => {
    expect(() => parse(text)).toThrow(
      expect.objectContaining({ code: 'input_unreadable', hint: expect.stringContaining(hint) }),
    );
  });
});
