import { describe, expect, it } from 'vitest';
import { renderPlainText } from '../../bot/render/plain-text.ts';
import { renderRecord } from '../../bot/render/record.ts';
import { event } from '../support/alert-fixtures.ts';
import { slackProblems } from '../support/slack-limits.ts';

describe('a record', () => {
  const shown = (of: ReturnType<typeof event>): string => {
    const block = renderRecord(of).blocks.find(
      (one) => one.type === 'rich_text' && one.elements[0]?.type === 'rich_text_preformatted',
    );
    return block === undefined ? '' : renderPlainText({ text: '', blocks: [block] });
  };

  it('is the JSON that CloudTrail delivered', () => {
    const one = event();
    expect(JSON.parse(shown(one))).toEqual(one.record);
  });

  it('is the same JSON still when it holds mentions and hidden characters', () => {
    const one = event({ userAgent: '<!channel> \u202E \u200B 😀 \uFE0F' });
    expect(shown(one)).not.toMatch(/<!|\u202E|\u200B/);
    expect(JSON.parse(shown(one))).toEqual(one.record);
  });

  it('says how much did not fit, and where the whole is', () => {
    const message = renderRecord(event({ userAgent: 'x'.repeat(100_000) }));
    const text = renderPlainText(message);
    expect(text).toMatch(/\d+ characters more did not fit/);
    expect(text).toContain('Open in CloudTrail: https://us-east-1.console.aws.amazon.com/cloudtrailv2/');
    expect(slackProblems(message)).toEqual([]);
  });

  it('survives a record too deep to print', () => {
    let deep: Record<string, unknown> = {};
    for (let level = 0; level < 200_000; level += 1) deep = { deep };
    expect(slackProblems(renderRecord({ ...event(), record: deep }))).toEqual([]);
  });
});
