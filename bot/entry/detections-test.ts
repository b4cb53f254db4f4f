// `npm run detections -- test`: every detection's own examples, judged here.
import { unwrittenKeys } from '../domain/detection/placeholders.ts';
import { checkExamples } from '../domain/explain/check-examples.ts';
import { renderExamplesReport } from '../render/examples-report.ts';
import { type DetectionFiles, readDetections } from './detections-files.ts';

export interface TestAsked {
  readonly templates: string;
  /** All detections when it is empty. */
  readonly ids: readonly string[];
  /** What was read of them already: reading takes a second. */
  readonly files?: DetectionFiles;
}

export interface Tested {
  readonly text: string;
  /** Whether everything loads and is judged as it is written. */
  readonly right: boolean;
}

/** @throws TrailbotError `input_unreadable` for an id that there is not, or a folder that is none */
export function testExamples({ templates, ids, files }: TestAsked): Tested {
  const { detections, broken } = files ?? readDetections(templates, ids);
  const checked = detections.map(checkExamples);
  const wrong = checked.some(({ examples }) => examples.some(({ right }) => !right));
  // What can never fire is not right, however well it judges.
  const idle = detections.some((one) => unwrittenKeys(one).includes('filter'));
  return { text: renderExamplesReport(checked, broken), right: !wrong && !idle && broken.length === 0 };
}
