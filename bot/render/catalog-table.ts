// The catalog as a Markdown table: for the terminal and for the README.
import type { Detection, Frameworks } from '../domain/detection/detection.ts';
import { higher } from '../domain/detection/severity.ts';
import { renewBetween } from './renew-between.ts';

const COLUMNS = ['Detection', 'What happened', 'Severity', 'Pages', 'Answers'];
const NAMES = {
  guide: 'Guide',
  cis: 'CIS',
  pci: 'PCI',
  mitre: 'ATT&CK',
  soc2: 'SOC 2',
  hipaa: 'HIPAA',
} as const;

/** One row for each detection, in the order given. Ends without a line break. */
export function renderCatalogTable(detections: readonly Detection[]): string {
  const rows = detections.map((detection) => [
    `\`${detection.id}\``,
    escapeCell(detection.title),
    severities(detection),
    detection.signal === undefined ? 'always' : 'by signal',
    escapeCell(frameworks(detection.frameworks)),
  ]);
  return [COLUMNS, COLUMNS.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

/** The detection's own severity, and the highest that a rule can lift it to. */
function severities({ severity, raise }: Detection): string {
  const highest = raise.reduce((top, { to }) => higher(top, to), severity);
  return highest === severity ? severity : `${severity} to ${highest}`;
}

function frameworks(all: Frameworks): string {
  const keys = Object.keys(NAMES) as (keyof typeof NAMES)[];
  return keys
    .filter((key) => all[key] !== undefined && key !== 'guide')
    .map((key) => `${NAMES[key]} ${[all[key]].flat().join(', ')}`)
    .concat(all.guide === undefined ? [] : ['the guide'])
    .join('; ');
}

/** Titles are the company's own words, and may hold what Markdown reads. */
function escapeCell(text: string): string {
  return text
    .replace(/\s+/g, ' ')
    .replace(/[\\`*_[\]<>|]/g, '\\$&')
    .replace(/&/g, '&amp;');
}

export const CATALOG_START = '<!-- catalog:start -->';
export const CATALOG_END = '<!-- catalog:end -->';

/** The text with its copy of the table renewed; undefined when the two markers are not there, in this order. */
export function renewCatalogTable(text: string, table: string): string | undefined {
  return renewBetween(text, CATALOG_START, CATALOG_END, table);
}
