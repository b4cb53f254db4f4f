// The story of a containment: each happening in words, and the list of them on its card.
import type { KnownBlock } from '@slack/types';
import type { Containment, Happening, HappeningKind } from '../../domain/containment/containment.ts';
import { bold, bullets, type Inline, moment } from '../rich-text.ts';
import { containmentLines } from './containment-lines.ts';
import { releaseLines } from './release-lines.ts';
import type { LinesOf, StoryLine } from './story-words.ts';

/** The request and the approval stay; what came last is what people look for. */
const FIRST = 2;

const LINES: LinesOf<HappeningKind> = { ...containmentLines, ...releaseLines };

export function storyLine<Kind extends HappeningKind>(
  happening: Extract<Happening, { kind: Kind }> & { readonly kind: Kind },
  containment: Containment,
): StoryLine {
  return LINES[happening.kind](happening, containment);
}

/** @param last how many of the newest lines are shown, beside the first two. */
export function storyPart(containment: Containment, last: number): readonly KnownBlock[] {
  const { history } = containment;
  const between = history.length - FIRST - last;
  const lines =
    between > 0
      ? [
          ...history.slice(0, FIRST).map((one) => cardLine(one, containment)),
          [betweenWords(between)],
          ...history.slice(-last).map((one) => cardLine(one, containment)),
        ]
      : history.map((one) => cardLine(one, containment));
  return lines.length === 0 ? [] : [bullets(undefined, lines)];
}

function cardLine(happening: Happening, containment: Containment): readonly Inline[] {
  const { label, rest } = storyLine(happening, containment);
  return [moment(happening.at), ' ', bold(label), ...rest];
}

function betweenWords(count: number): string {
  return count === 1
    ? '… 1 line in between is in the thread'
    : `… ${count} lines in between are in the thread`;
}
