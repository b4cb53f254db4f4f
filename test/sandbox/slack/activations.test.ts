// What of a message would notify or link.
import { describe, expect, it } from 'vitest';
import { findActivations } from '../../../bot/sandbox/slack/activations.ts';

const activations = (text: string) =>
  findActivations('', [{ type: 'section', text: { type: 'mrkdwn', text } }]);

describe('what a message activates', () => {
  it('is nothing when log text is escaped and in code or plain text', () => {
    const hostile = '<!channel> <@U0ALEX0001> <https://evil.example|ok> @here #general';
    const escaped = hostile.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
    const none = { mentions: [], links: [] };
    expect(activations(`\`${escaped}\``)).toEqual(none);
    expect(findActivations('', [{ type: 'header', text: { type: 'plain_text', text: hostile } }])).toEqual(
      none,
    );
    const rich = { type: 'rich_text_section' as const, elements: [{ type: 'text' as const, text: hostile }] };
    expect(findActivations('', [{ type: 'rich_text', elements: [rich] }])).toEqual(none);
  });

  it('is every mention and link that was not escaped, wherever it stands', () => {
    expect(
      activations('<!channel> `<@U0ALEX0001>` *<#C0ALERTS01|x>* <!subteam^S1> <https://a.example|b>'),
    ).toEqual({
      mentions: ['<!channel>', '<@U0ALEX0001>', '<#C0ALERTS01>', '<!subteam^S1>'],
      links: ['https://a.example'],
    });
    expect(findActivations('<!here>', []).mentions).toEqual(['<!here>']);
  });

  it('includes what Slack finds by itself: bare addresses, and in text objects names too', () => {
    expect(activations('see https://a.example/x?y=1. or a@example.com, @here and #general')).toEqual({
      mentions: ['<!here>', '<#C0GENERAL1>'],
      links: ['https://a.example/x?y=1', 'mailto:a@example.com'],
    });
    expect(findActivations('@here #general', []).mentions).toEqual([]);
    const verbatim = { type: 'mrkdwn' as const, text: '@here https://a.example', verbatim: true };
    expect(findActivations('', [{ type: 'context', elements: [verbatim] }])).toEqual({
      mentions: [],
      links: [],
    });
  });

  it('includes rich text and the text of a confirm dialog', () => {
    const button = {
      type: 'button' as const,
      text: { type: 'plain_text' as const, text: 'Go' },
      confirm: { text: { type: 'mrkdwn' as const, text: '<!everyone>' } },
    };
    expect(findActivations('', [{ type: 'actions', elements: [button] }]).mentions).toEqual(['<!everyone>']);
    const elements = [
      { type: 'broadcast' as const, range: 'channel' as const },
      { type: 'link' as const, url: 'https://a.example' },
    ];
    expect(
      findActivations('', [{ type: 'rich_text', elements: [{ type: 'rich_text_section', elements }] }]),
    ).toEqual({
      mentions: ['<!channel>'],
      links: ['https://a.example'],
    });
  });
});
