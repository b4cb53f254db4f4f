// A line of the benchmark's table, and how the table is written.

export interface Row {
  readonly name: string;
  readonly figure: number;
  readonly unit: string;
  /** What the figure is to be read against. */
  readonly beside: string;
}

const NUMBER = new Intl.NumberFormat('en', { maximumSignificantDigits: 3 });

export function renderTable(rows: readonly Row[]): string {
  const lines = [
    ['measured', 'figure', 'unit', 'beside'],
    ...rows.map(({ name, figure, unit, beside }) => [name, NUMBER.format(figure), unit, beside]),
  ];
  const widths = [0, 1, 2].map((column) => Math.max(...lines.map((line) => line[column]?.length ?? 0)));
  return lines
    .map(([name = '', figure = '', unit = '', beside = '']) =>
      [
        name.padEnd(widths[0] ?? 0),
        figure.padStart(widths[1] ?? 0),
        unit.padEnd(widths[2] ?? 0),
        beside,
      ].join('  '),
    )
    .join('\n');
}

/** Of an even number, the upper of the two in the middle. */
export function median(values: readonly number[]): number {
  return values.toSorted((left, right) => left - right)[Math.floor(values.length / 2)] ?? Number.NaN;
}

/** How many times `figure` is of `base`. */
export function times(figure: number, base: number): string {
  return `${(figure / base).toFixed(figure < base * 10 ? 1 : 0)}×`;
}
