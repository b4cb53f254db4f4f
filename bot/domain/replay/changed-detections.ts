// Which detections give something else after a change.
import type { DetectionReport } from './detection-reports.ts';
import type { ReplayReport } from './report.ts';

export interface DetectionChange {
  readonly id: string;
  /** Undefined where it matched nothing. */
  readonly was: DetectionReport | undefined;
  readonly is: DetectionReport | undefined;
}

const FIGURES = ['matches', 'pages', 'reviewed', 'incidents', 'belowThreshold', 'hidden', 'undated'] as const;

export function changedDetections(before: ReplayReport, after: ReplayReport): readonly DetectionChange[] {
  const ids = [...new Set([...before.detections, ...after.detections].map(({ id }) => id))];
  return ids
    .map((id) => ({ id, was: find(before, id), is: find(after, id) }))
    .filter(({ was, is }) => FIGURES.some((figure) => (was?.[figure] ?? 0) !== (is?.[figure] ?? 0)));
}

function find({ detections }: ReplayReport, id: string): DetectionReport | undefined {
  return detections.find((one) => one.id === id);
}
