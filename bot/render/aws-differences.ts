// What came of asking AWS's own TestMetricFilter about every example.
import type { AwsDifference } from '../domain/explain/aws-difference.ts';
import { counted } from './replay-text.ts';
import { visible } from './visible-text.ts';

/** @param asked - how many examples of how many detections, and in which Region. Ends without a line break. */
export function renderAwsDifferences(
  differences: readonly AwsDifference[],
  asked: { readonly detections: number; readonly examples: number; readonly region: string },
): string {
  const what = `${counted(asked.examples, 'example')} of ${counted(asked.detections, 'detection')}`;
  const place = `TestMetricFilter in ${asked.region}`;
  if (differences.length === 0) return `${place} matches as Trailbot does: ${what}.`;
  return [
    `${place} was asked about ${what}. ${counted(differences.length, 'difference')}:`,
    ...differences.map((difference) => `  ${tell(difference)}`),
  ].join('\n');
}

function tell(difference: AwsDifference): string {
  const { detectionId } = difference;
  if (difference.kind === 'refused') {
    return `${detectionId}: AWS refuses the metric filter ${difference.filter}. It says: ${visible(difference.said)}`;
  }
  const { example, ours, aws } = difference;
  return `${detectionId}, “${visible(example)}”: Trailbot ${times(ours)}, AWS ${times(aws)}.`;
}

function times(count: number): string {
  if (count === 0) return 'does not match it';
  return count === 1 ? 'matches it' : `matches it ${count} times, by several metric filters`;
}
