// Whether the trail can be trusted: what is broken first, with how to mend it, and what is well in one line each.
import type { KnownBlock } from '@slack/types';
import { type Finding, HEALTH_STATES, type HealthReport, type HealthState } from '../domain/health/health.ts';
import type { Message } from '../domain/message.ts';
import { context, LIMITS, section } from './blocks.ts';
import { placeLink } from './console-links.ts';
import { fitBlocks, measure, type Part, TOTAL } from './fit-blocks.ts';
import { escapeMrkdwn, link, list, type Mrkdwn, mrkdwn, time, words } from './mrkdwn.ts';
import { remedyLine } from './remedy.ts';
import { bold, type Inline, paragraph, shorten } from './rich-text.ts';

const MARKS = {
  broken: { name: 'red_circle', unicode: '1f534' },
  warning: { name: 'large_orange_circle', unicode: '1f7e0' },
  unknown: { name: 'white_circle', unicode: '26aa' },
  ok: { name: 'white_check_mark', unicode: '2705' },
} as const satisfies { readonly [state in HealthState]: { name: string; unicode: string } };

const TROUBLES = HEALTH_STATES.filter((state) => state !== 'ok');
const TITLE = 80;
const DETAIL = 400;
const OK_DETAIL = 70;
const NEW_LINE: Inline = { type: 'text', text: '\n' };
/** When not everything fits the worst are told whole, the others briefly, and none is left out. */
const BRIEF_DETAIL = 100;

/** @param lead what it is, where nobody asked for it. */
export function renderStatus({ at, findings }: HealthReport, lead = ''): Message {
  const line = `${lead}${headline(findings)}`;
  const troubles = TROUBLES.flatMap((state) => findings.filter((finding) => finding.state === state));
  const well = findings.filter(({ state }) => state === 'ok');
  const head = [paragraph(mark(worst(findings)), ' ', bold(line))];
  const tail = [...(well.length > 0 ? wellBlocks(well) : []), context([mrkdwn`Looked at ${time(at)}`])];
  const told = tell(troubles, [...head, ...tail]);
  return {
    text: escapeMrkdwn(line),
    blocks: fitBlocks([
      { name: 'headline', rank: 1, blocks: head },
      ...troubles.map(
        ({ title }, index): Part => ({
          name: shorten(title, TITLE),
          rank: 3 + index,
          blocks: told[index] ?? [],
        }),
      ),
      { name: 'what is well', rank: 2, blocks: tail },
    ]),
  };
}

/** @param others the message's other blocks, for which there has to be room as well */
function tell(
  troubles: readonly Finding[],
  others: readonly KnownBlock[],
): readonly (readonly KnownBlock[])[] {
  const whole = troubles.map(wholeTrouble);
  const brief = troubles.map(briefTrouble);
  for (let wholly = troubles.length; wholly > 0; wholly -= 1) {
    const told = [...whole.slice(0, wholly), ...brief.slice(wholly)];
    const all = [...told.flat(), ...others];
    if (all.length <= LIMITS.blocks && measure(all) <= TOTAL) return told;
  }
  return brief;
}

/** `The trail can be trusted`, `2 things are broken, 1 unknown, 3 warnings`. */
function headline(findings: readonly Finding[]): string {
  const count = (state: HealthState) => findings.filter((finding) => finding.state === state).length;
  const [bad, weak, dark] = [count('broken'), count('warning'), count('unknown')];
  if (bad + weak + dark === 0) return 'The trail can be trusted';
  const first = bad === 0 ? 'Nothing is broken' : `${bad} ${bad === 1 ? 'thing is' : 'things are'} broken`;
  const rest = [
    ...(dark > 0 ? [`${dark} unknown`] : []),
    ...(weak > 0 ? [`${weak} ${weak === 1 ? 'warning' : 'warnings'}`] : []),
  ];
  return [first, ...rest].join(', ');
}

function worst(findings: readonly Finding[]): HealthState {
  return TROUBLES.find((state) => findings.some((finding) => finding.state === state)) ?? 'ok';
}

function wholeTrouble(finding: Finding): readonly KnownBlock[] {
  const { title, state, detail, remedy, place } = finding;
  const url = placeLink(place);
  return [
    paragraph(
      mark(state),
      ' ',
      bold(title, TITLE),
      `: ${state === 'unknown' ? 'unknown, ' : ''}`,
      { type: 'text', text: shorten(detail, DETAIL) },
      ...(remedy === undefined ? [] : [NEW_LINE, ...remedyLine(remedy)]),
    ),
    ...(url === undefined ? [] : [section(link(url, 'Open in the AWS console'))]),
  ];
}

function briefTrouble({ title, state, detail }: Finding): readonly KnownBlock[] {
  return [paragraph(mark(state), ' ', bold(title, TITLE), ': ', shorten(detail, BRIEF_DETAIL))];
}

/** Small lines, as many to a block as Slack takes in one context element. */
function wellBlocks(findings: readonly Finding[]): readonly KnownBlock[] {
  const lines = findings.map(
    ({ title, detail }): Mrkdwn => mrkdwn`✓ ${words(title, TITLE)}: ${words(detail, OK_DETAIL)}`,
  );
  const groups = Array.from({ length: Math.ceil(lines.length / 4) }, (_, index) =>
    lines.slice(index * 4, (index + 1) * 4),
  );
  // Elements of one block may stand side by side.
  return groups.map((group) => context([list(group, group.length, '\n')]));
}

function mark(state: HealthState): Inline {
  return { type: 'emoji', ...MARKS[state] };
}
