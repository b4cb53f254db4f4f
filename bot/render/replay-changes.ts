// What a change makes of the figures of a whole report: the same rows on a terminal and a page.
import type { Side } from '../domain/replay/replayed.ts';

export interface FigureChange {
  readonly what: string;
  readonly before: number;
  readonly after: number;
  /** Behind the point. */
  readonly digits: number;
}

/** Each with its words, in the order in which they are read. */
export function figureChanges(before: Side, after: Side): readonly FigureChange[] {
  const row = (what: string, of: (side: Side) => number, digits = 0): FigureChange => {
    return { what, before: of(before), after: of(after), digits };
  };
  const some = (what: string, of: (side: Side) => number) =>
    of(before) + of(after) > 0 ? [row(what, of)] : [];
  return [
    row('Messages', ({ report }) => report.incidents),
    row('Critical messages', ({ timeline }) => timeline.messages.critical),
    row('Messages outside working hours', ({ timeline }) => timeline.outside),
    row('Messages a day', ({ report }) => report.incidentsADay, 1),
    row('Pages', ({ report }) => report.pages),
    row('For the daily review', ({ report }) => report.reviewed),
    ...some('Expected or muted', ({ report }) => report.hidden),
    ...some('Told to nobody: too few at a time', ({ report }) => report.belowThreshold),
    ...some('Told to nobody: no readable time', ({ report }) => report.undated),
  ];
}

/** By detection, with the head of its column. What is told to nobody has one only where there is something. */
export const FIGURES = [
  ['messages', 'incidents'],
  ['pages', 'pages'],
  ['review', 'reviewed'],
  ['expected', 'hidden'],
  ['too few', 'belowThreshold'],
  ['no time', 'undated'],
  ['matches', 'matches'],
] as const;

type Figure = (typeof FIGURES)[number];
type Figures = { readonly [key in Figure[1]]: number };

/** Those columns in which some row has something; messages, pages, review and matches always stand. */
export function figuresOf(rows: readonly (Figures | undefined)[]): readonly Figure[] {
  const rare = ['hidden', 'belowThreshold', 'undated'];
  return FIGURES.filter(([, key]) => !rare.includes(key) || rows.some((row) => (row?.[key] ?? 0) > 0));
}
