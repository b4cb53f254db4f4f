// Why somebody cannot be contained or released, and what to do instead.
import type { KnownBlock } from '@slack/types';
import type { ContainRefusal } from '../../domain/containment/plan.ts';
import type { Message } from '../../domain/message.ts';
import { context } from '../blocks.ts';
import { fitBlocks } from '../fit-blocks.ts';
import { escapeMrkdwn, link } from '../mrkdwn.ts';
import { renderRefusal } from '../refusal.ts';
import { bold, bullets, paragraph, preformatted, shorten } from '../rich-text.ts';

const REASON = 500;
const STEPS = 10;
const LINKS = 5;
const LONGEST_LINK = 2_000;
const TEXT = 3_000;

export function renderContainRefusal(refusal: ContainRefusal): Message {
  return { text: escapeMrkdwn(shorten(refusal.reason, REASON)) || '–', blocks: refusalBlocks(refusal) };
}

/** For a message and for a modal. */
export function refusalBlocks(refusal: ContainRefusal): KnownBlock[] {
  const { reason, steps, text } = refusal;
  return fitBlocks([
    { name: 'why', rank: 1, blocks: [paragraph(bold(reason, REASON))] },
    { name: 'what to do', rank: 2, blocks: stepsPart(steps) },
    { name: 'links', rank: 4, blocks: linksPart(refusal.links) },
    { name: 'the text to copy', rank: 3, blocks: text ? [preformatted(text, TEXT)] : [] },
  ]);
}

/** For a decision that came too late, twice, or from the wrong person. */
export function renderNotDecided(reason: string, hint: string): Message {
  return renderRefusal({ ok: false, reason: shorten(reason, REASON), hint, who: [], where: [] });
}

function stepsPart(steps: readonly string[]): readonly KnownBlock[] {
  const lines = steps.slice(0, STEPS).map((step) => [step]);
  return lines.length === 0 ? [] : [bullets('What to do', lines, 'ordered')];
}

/** A link that does not look like one is left out: the steps say where to go. */
function linksPart(links: ContainRefusal['links']): readonly KnownBlock[] {
  const shown = links
    .filter(({ url }) => /^https:\/\/[^\s<>|]+$/.test(url) && url.length <= LONGEST_LINK)
    .slice(0, LINKS)
    .map(({ label, url }) => link(url, shorten(label.replaceAll('|', ' '), 75) || 'Open'));
  return shown.length === 0 ? [] : [context(shown, LONGEST_LINK + 200)];
}
