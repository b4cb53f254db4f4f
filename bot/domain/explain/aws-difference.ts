// Where CloudWatch Logs and Trailbot do not count the same examples.

import { metricFiltersOf } from '../detection/alarm-definition.ts';
import type { Detection } from '../detection/detection.ts';
import { compileOfAnyLength } from '../filter-pattern/compile-filter-pattern.ts';

export type AwsDifference =
  | {
      readonly kind: 'count';
      readonly detectionId: string;
      readonly example: string;
      /** How often each counts it: once at most, here. */
      readonly ours: number;
      readonly aws: number;
    }
  /** AWS takes no such pattern, and a deployment would stop at it. */
  | {
      readonly kind: 'refused';
      readonly detectionId: string;
      readonly filter: string;
      readonly said: string;
    };

/** What AWS answers for one pattern: the places of the messages that match, from 0, or why it refuses the pattern. */
export type AwsAnswer = { readonly matched: ReadonlySet<number> } | { readonly refused: string };

/** The patterns as they are deployed, and the messages, as CloudTrail writes them. */
export function questionsFor(detection: Detection) {
  return {
    filters: metricFiltersOf(detection),
    messages: detection.examples.map(({ event }) => JSON.stringify(event)),
  };
}

/** @param answers - for each of the filters of {@link questionsFor}, in that order */
export function findDifferences(
  detection: Detection,
  answers: readonly AwsAnswer[],
): readonly AwsDifference[] {
  const { id: detectionId, filter, examples } = detection;
  const refused = metricFiltersOf(detection).flatMap(({ filterName }, at): AwsDifference[] => {
    const answer = answers[at];
    if (answer === undefined || !('refused' in answer)) return [];
    return [{ kind: 'refused', detectionId, filter: filterName, said: answer.refused }];
  });
  if (refused.length > 0) return refused;
  const { matchesRecord } = compileOfAnyLength(filter);
  return examples.flatMap(({ name: example, event }, at): AwsDifference[] => {
    const ours = matchesRecord(event) ? 1 : 0;
    const aws = answers.filter((answer) => 'matched' in answer && answer.matched.has(at)).length;
    return ours === aws ? [] : [{ kind: 'count', detectionId, example, ours, aws }];
  });
}
