// The state of the trail in a few lines: how much is well, and what is not.
import type { KnownBlock } from '@slack/types';
import { type Finding, HEALTH_STATES, type HealthState } from '../domain/health/health.ts';
import { placeLink } from './console-links.ts';
import { remedyLine } from './remedy.ts';
import { bold, bullets, type Inline, paragraph } from './rich-text.ts';

const SHOWN = 8;

/** What is well is only counted. */
const WORDS: Readonly<Record<HealthState, string | undefined>> = {
  broken: 'broken',
  unknown: 'unknown',
  warning: 'worth a look',
  ok: undefined,
};

export function healthPart(findings: readonly Finding[]): readonly KnownBlock[] {
  const well = findings.filter(({ state }) => state === 'ok').length;
  const troubles = HEALTH_STATES.flatMap((state) => {
    const word = WORDS[state];
    if (word === undefined) return [];
    return findings.filter((finding) => finding.state === state).map((finding) => line(finding, word));
  });
  const counted = `${well} of ${findings.length} checks are well.`;
  if (findings.length === 0) return [paragraph('Nothing was checked, so nothing is known.')];
  if (troubles.length === 0) return [paragraph(counted)];
  const more = troubles.length - SHOWN;
  return [
    paragraph(counted),
    bullets(undefined, [...troubles.slice(0, SHOWN), ...(more > 0 ? [[`and ${more} more`]] : [])]),
  ];
}

function line(finding: Finding, word: string): readonly Inline[] {
  const { title, detail, remedy, place } = finding;
  const mend = remedy === undefined ? [] : [' → ', ...remedyLine(remedy)];
  const url = placeLink(place);
  const link: readonly Inline[] = url === undefined ? [] : [' ', { type: 'link', url, text: 'AWS console' }];
  return [bold(title, 120), ` (${word}): ${detail}`, ...mend, ...link];
}
