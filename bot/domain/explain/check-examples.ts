// Judges a detection's own examples, and compares with what their author wrote.
import type { Detection, Example, Lane, Severity } from '../detection/detection.ts';
import type { Verdict } from '../detection/judge.ts';
import { parseTrailEvent } from '../event/parse-trail-event.ts';
import { createExplainer, type Explanation } from './explain-detection.ts';

/** How a record is judged. `severity` is undefined where an example does not say. */
export type Judgement =
  | { readonly fires: false }
  | { readonly fires: true; readonly lane: Lane; readonly severity: Severity | undefined };

export interface CheckedExample {
  readonly example: Example;
  readonly right: boolean;
  readonly wanted: Judgement;
  readonly came: Judgement;
  readonly explanation: Explanation;
}

export interface CheckedDetection {
  readonly detection: Detection;
  /** In the file's order. */
  readonly examples: readonly CheckedExample[];
}

/** An example that fires pages unless it says `lane: review`; one that says no severity takes whatever the rules give. */
export function checkExamples(detection: Detection): CheckedDetection {
  const explain = createExplainer(detection);
  const examples = detection.examples.map((example) => {
    const explanation = explain(parseTrailEvent(example.event));
    const wanted = wantedBy(example);
    const came = judgementOf(explanation.verdict);
    return { example, right: agree(wanted, came), wanted, came, explanation };
  });
  return { detection, examples };
}

function wantedBy({ fires, lane = 'page', severity }: Example): Judgement {
  return fires ? { fires, lane, severity } : { fires };
}

function judgementOf(verdict: Verdict | undefined): Judgement {
  if (verdict === undefined) return { fires: false };
  return { fires: true, lane: verdict.lane, severity: verdict.severity };
}

function agree(wanted: Judgement, came: Judgement): boolean {
  if (!wanted.fires || !came.fires) return wanted.fires === came.fires;
  return wanted.lane === came.lane && (wanted.severity ?? came.severity) === came.severity;
}
