import type { KnownBlock } from '@slack/types';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { section } from '../../bot/render/blocks.ts';
import { fitBlocks, type Part } from '../../bot/render/fit-blocks.ts';
import { mrkdwn } from '../../bot/render/mrkdwn.ts';
import { renderPlainText } from '../../bot/render/plain-text.ts';
import { countCharacters } from '../support/slack-limits.ts';

const block = (length: number): KnownBlock => ({
  type: 'section',
  text: { type: 'plain_text', text: 'x'.repeat(length) },
});
const said = (blocks: readonly KnownBlock[]): string => renderPlainText({ text: '', blocks });
const note = (blocks: readonly KnownBlock[]): string => said(blocks.slice(-1));

describe('fitBlocks', () => {
  it('leaves a message that fits as it is', () => {
    const blocks = [block(100), block(200)];
    expect(fitBlocks([{ name: 'all', rank: 1, blocks }])).toEqual(blocks);
  });

  it('leaves out what ranks last, and says so', () => {
    const parts: readonly Part[] = [
      { name: 'facts', rank: 2, blocks: [block(3_000)] },
      { name: 'runbook', rank: 3, blocks: [block(3_000), block(3_000)] },
      { name: 'headline', rank: 1, blocks: [block(3_000)] },
    ];
    const fitted = fitBlocks(parts);
    expect(fitted.slice(0, -1)).toEqual([block(3_000), block(3_000)]);
    expect(note(fitted)).toBe('To fit into a Slack message: runbook left out.');
  });

  it('shortens a part that has a short form before it leaves it out', () => {
    const short = [section(mrkdwn`in short`)];
    const fitted = fitBlocks([
      { name: 'facts', rank: 1, blocks: [block(3_000), block(3_000), block(3_000)] },
      { name: 'calls', rank: 2, blocks: [block(3_000)], short },
    ]);
    expect(said(fitted)).toContain('in short');
    expect(note(fitted)).toBe('To fit into a Slack message: calls shortened.');
  });

  it('keeps the order of reading, not of rank', () => {
    const parts = [
      { name: 'a', rank: 3, blocks: [section(mrkdwn`first`)] },
      { name: 'b', rank: 1, blocks: [section(mrkdwn`second`)] },
      { name: 'c', rank: 9, blocks: Array.from({ length: 60 }, () => block(1)) },
    ];
    expect(said(fitBlocks(parts))).toMatch(/^first\n\nsecond\n\nTo fit/);
  });

  it('holds 50 blocks and 10,000 characters for any parts', () => {
    const part = fc.record({
      name: fc.string({ maxLength: 400 }),
      rank: fc.integer(),
      blocks: fc.array(fc.integer({ min: 0, max: 12_000 }).map(block), { maxLength: 60 }),
    });
    fc.assert(
      fc.property(fc.array(part, { maxLength: 20 }), (parts) => {
        const fitted = fitBlocks(parts);
        expect(fitted.length).toBeLessThanOrEqual(50);
        expect(countCharacters(fitted)).toBeLessThan(10_000);
      }),
    );
  });
});
