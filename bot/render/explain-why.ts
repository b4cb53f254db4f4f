// Why a record was judged as it was, in one sentence.
import type { Explanation } from '../domain/explain/explain-detection.ts';
import { type Clause, clausesOf, decisive, type Explained } from '../domain/explain/explained.ts';
import { tellValues } from './explain-value.ts';
import { alarmWords } from './replay-notes.ts';
import { visible } from './visible-text.ts';

/** What became of the record, and the first thing that decided it. */
export function tellWhy({ detection, filter, signal, verdict }: Explanation): string {
  if (verdict === undefined) return `Not counted: ${whyNot(filter)}`;
  const { lane, severity, because } = verdict;
  const raised = because.length > 0 ? `: ${because.join('; ')}.` : '.';
  if (lane === 'page') {
    const { alarm } = detection;
    if (alarm.threshold === 1) return `Pages, ${severity}${raised}`;
    return `Counts towards ${alarmWords(alarm)}, ${severity}${raised} Alone it tells nobody.`;
  }
  const why = signal === undefined ? '' : ` No page: ${whyNot(signal)}`;
  return `Counted for the daily review, ${severity}${raised}${why}`;
}

/** Of a condition that did not hold: the first clause that it needed, and what the record has. */
export function whyNot(explained: Explained): string {
  const decided = decisive(explained);
  const clauses = clausesOf(firstNeeded(decided));
  const [first] = clauses;
  if (first === undefined) return 'nothing in it holds.';
  const seen = first.seen.map(({ values }) => tellValues(values)).join(', ');
  const field = first.wants?.field;
  if (clauses.length > 1 && field !== undefined && clauses.every(({ wants }) => wants?.field === field))
    return `${visible(field)} is ${seen}, and none of the ${clauses.length} values that are wanted.`;
  return `${visible(first.text)} does not hold${has(first)}.${nor(clauses.length - 1)}`;
}

function nor(others: number): string {
  if (others === 0) return '';
  return others === 1 ? ' Nor does its one alternative.' : ` Nor do its ${others} alternatives.`;
}

/** All parts of an `or` are needed to say that it failed; of an `and` one is. */
function firstNeeded(explained: Explained): Explained {
  const [first] = explained.kind === 'and' ? explained.parts : [];
  return first === undefined ? explained : firstNeeded(first);
}

function has({ seen, text }: Clause): string {
  if (seen.length === 0) return '';
  const [{ path, values } = { path: '', values: [] }] = seen;
  if (seen.length > 1 || !text.startsWith(`${path} `)) {
    return `; ${seen.map((one) => `${visible(one.path)} is ${tellValues(one.values)}`).join(', ')}`;
  }
  if (values.length > 0) return `: the record has ${tellValues(values)}`;
  const missing = ': the record has no such field';
  return text.startsWith(`${path} !=`) && path.startsWith('$') ? `${missing}, and then != is false` : missing;
}
