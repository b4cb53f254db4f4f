import { describe, expect, it } from 'vitest';
import { loadCatalog } from '../../bot/catalog/load-catalog.ts';
import type { Detection, Example } from '../../bot/domain/detection/detection.ts';
import { checkExamples } from '../../bot/domain/explain/check-examples.ts';
import { renderAwsDifferences } from '../../bot/render/aws-differences.ts';
import { renderExamplesReport } from '../../bot/render/examples-report.ts';

const { detections } = loadCatalog(new URL('../../templates/', import.meta.url));

function shipped(id: string): Detection {
  const detection = detections.find((one) => one.id === id);
  if (detection === undefined) throw new Error(`There is no ${id}.`);
  return detection;
}
const root = shipped('root-usage');

function reportOn(changes: Partial<Example>, about: (example: Example) => boolean) {
  const examples = root.examples.map((example) => (about(example) ? { ...example, ...changes } : example));
  return renderExamplesReport([checkExamples({ ...root, examples })], []);
}

describe('the report on examples', () => {
  it('has a row for each detection, and says that all is right', () => {
    const text = renderExamplesReport(
      [checkExamples(root), checkExamples(shipped('iam-policy-changes'))],
      [],
    );
    expect(text).toMatch(
      /^detection +examples +matches +misses\nroot-usage +10 +8\/8 +2\/2\niam-policy-changes/,
    );
    expect(text).toMatch(/2 detections, 24 examples: all judged as written\.$/);
  });

  it('tells an example that matches against expectation, with what held', () => {
    const text = reportOn({ fires: false }, ({ name }) => name.startsWith('the console reads on'));
    expect(text).toMatch(/root-usage +10 +7\/7 +2\/3 {3}wrong/);
    expect(text).toContain(
      'reads on after the sign-in”: expected no match, came a match for the review, critical.',
    );
    expect(text).toContain('filter\nyes   AND\nyes     $.userIdentity.type = "Root"');
    expect(text).toMatch(/1 judged otherwise than written\.$/);
  });

  it('tells an example that does not match, with what failed alone', () => {
    const text = reportOn({ fires: true }, ({ name }) => name === 'a user, not root');
    expect(text).toContain('expected a match for the page, came no match.');
    expect(text).toContain('filter\nno    $.userIdentity.type = "Root"  "IAMUser"\n');
    expect(text).not.toContain('NOT EXISTS');
  });

  it('tells a wrong lane with the part of the signal, and a wrong severity with the rules', () => {
    const lane = reportOn({ lane: 'page' }, ({ lane: own }) => own === 'review');
    expect(lane).toContain(
      'expected a match for the page, came a match for the review, critical.\nsignal\nno ',
    );
    const severity = reportOn({ severity: 'low' }, ({ severity: own }) => own === 'critical');
    expect(severity).toContain('expected a match for the page, low, came a match for the page, critical.');
    expect(severity).toContain('Its own severity is critical.\nraise to critical\n');
  });

  it('tells files that do not load, with their remedy', () => {
    const broken = [{ file: 'x.yml', message: 'x.yml, filter: is missing.', hint: 'Expected: a pattern.' }];
    expect(renderExamplesReport([], broken)).toBe(
      'x.yml cannot be tested.\n  x.yml, filter: is missing.\n  Expected: a pattern.\n\n' +
        '0 detections, 0 examples: all judged as written. 1 file cannot be tested.',
    );
  });
});

describe('the report on AWS', () => {
  const asked = { detections: 2, examples: 24, region: 'eu-west-1' };

  it('says where it was asked, and that it agrees', () => {
    expect(renderAwsDifferences([], asked)).toBe(
      'TestMetricFilter in eu-west-1 matches as Trailbot does: 24 examples of 2 detections.',
    );
  });

  it('tells both answers where they differ', () => {
    const about = { kind: 'count' as const, detectionId: 'root-usage', example: 'x' };
    const text = renderAwsDifferences(
      [
        { ...about, ours: 1, aws: 0 },
        { ...about, ours: 1, aws: 2 },
        { kind: 'refused', detectionId: 'root-usage', filter: 'root-usage-part2', said: 'Invalid\u001b' },
      ],
      asked,
    );
    expect(text).toContain('3 differences:');
    expect(text).toContain('root-usage, “x”: Trailbot matches it, AWS does not match it.');
    expect(text).toContain('AWS matches it 2 times, by several metric filters.');
    expect(text).toContain('AWS refuses the metric filter root-usage-part2. It says: Invalid⟨U+001B⟩');
  });
});
