// What came of a test of detections' own examples: a row for each detection, then what is wrong and why.
import { tellUnwritten } from '../domain/detection/placeholders.ts';
import type { CheckedDetection, CheckedExample, Judgement } from '../domain/explain/check-examples.ts';
import { decisive } from '../domain/explain/explained.ts';
import { renderTree } from './explain-tree.ts';
import { counted } from './replay-text.ts';
import { visible } from './visible-text.ts';

/** A file that does not say what a detection has to. */
export interface BrokenFile {
  readonly file: string;
  /** With file and field. */
  readonly message: string;
  readonly hint: string;
}

/** Ends without a line break. */
export function renderExamplesReport(
  checked: readonly CheckedDetection[],
  broken: readonly BrokenFile[],
): string {
  const wrong = checked.flatMap(({ detection, examples }) =>
    examples.filter(({ right }) => !right).map((example) => renderWrong(detection.id, example)),
  );
  const unread = broken.map(
    ({ file, message, hint }) => `${file} cannot be tested.\n${indented(message)}\n${indented(hint)}`,
  );
  return [
    ...(checked.length > 0 ? [renderTable(checked)] : []),
    ...wrong,
    ...unread,
    ...checked.flatMap(({ detection }) => tellUnwritten(detection) ?? []),
    tellSum(checked, broken),
  ].join('\n\n');
}

function renderTable(checked: readonly CheckedDetection[]): string {
  const width = Math.max('detection'.length, ...checked.map(({ detection }) => detection.id.length));
  const row = (id: string, cells: readonly string[], end = '') =>
    [id.padEnd(width), ...cells.map((cell) => cell.padStart(10)), end].join('').trimEnd();
  const rows = checked.map(({ detection, examples }) => {
    const firing = examples.filter(({ wanted }) => wanted.fires);
    const quiet = examples.filter(({ wanted }) => !wanted.fires);
    const wrong = examples.some(({ right }) => !right);
    return row(detection.id, [`${examples.length}`, share(firing), share(quiet)], wrong ? '   wrong' : '');
  });
  return [row('detection', ['examples', 'matches', 'misses']), ...rows].join('\n');
}

/** `3/3`: as many are right as there are. */
function share(examples: readonly CheckedExample[]): string {
  return `${examples.filter(({ right }) => right).length}/${examples.length}`;
}

function renderWrong(id: string, checked: CheckedExample): string {
  const { example, wanted, came } = checked;
  const name = visible(example.name);
  return [`${id}, “${name}”: expected ${tell(wanted)}, came ${tell(came)}.`, ...decidedBy(checked)].join(
    '\n',
  );
}

/** The clauses that made it so: of the filter, else of what asks after it. */
function decidedBy({ wanted, came, explanation }: CheckedExample): readonly string[] {
  const { filter, signal, raise, detection } = explanation;
  if (!wanted.fires || !came.fires) return ['filter', renderTree(decisive(filter))];
  if (wanted.lane !== came.lane) {
    if (signal === undefined) return ['It has no signal, so every match pages.'];
    return ['signal', renderTree(decisive(signal))];
  }
  const own = `Its own severity is ${detection.severity}${raise.length === 0 ? ', and it has no raise rule.' : '.'}`;
  return [own, ...raise.flatMap(({ to, when }) => [`raise to ${to}`, renderTree(decisive(when))])];
}

function tell(judgement: Judgement): string {
  if (!judgement.fires) return 'no match';
  const { lane, severity } = judgement;
  return `a match for the ${lane}${severity === undefined ? '' : `, ${severity}`}`;
}

function tellSum(checked: readonly CheckedDetection[], broken: readonly BrokenFile[]): string {
  const examples = checked.flatMap((one) => one.examples);
  const wrong = examples.filter(({ right }) => !right).length;
  const asked = `${counted(checked.length, 'detection')}, ${counted(examples.length, 'example')}`;
  const judged = wrong === 0 ? 'all judged as written' : `${wrong} judged otherwise than written`;
  const unread = broken.length === 0 ? '' : ` ${counted(broken.length, 'file')} cannot be tested.`;
  return `${asked}: ${judged}.${unread}`;
}

function indented(text: string): string {
  return text.replaceAll(/^/gm, '  ');
}
