import { describe, expect, it } from 'vitest';
import { html } from '../../../bot/html/markup.ts';
import { renderBlocks } from '../../../bot/html/slack/render-blocks.ts';
import { NOBODY, type Workspace } from '../../../bot/html/slack/workspace.ts';

type Blocks = Parameters<typeof renderBlocks>[0];

const KNOWN: Workspace = {
  users: [
    { id: 'U1', realName: 'Ada', isBot: false },
    { id: 'U2', realName: 'A bot', isBot: true },
  ],
  channels: [],
  addressOfFile: (id) => `/kept/${id}`,
};
const draw = (blocks: Blocks, workspace: Workspace) => html`${renderBlocks(blocks, workspace)}`.text;

describe('Slack’s blocks as HTML', () => {
  const choose: Blocks = [{ type: 'actions', elements: [{ type: 'users_select', action_id: 'a' }] }];
  const picture: Blocks = [{ type: 'image', slack_file: { id: 'F1' }, alt_text: 'What it was' }];

  it('offer the people who were handed in, and no bot', () => {
    expect(draw(choose, KNOWN)).toContain('<option value="U1">Ada</option>');
    expect(draw(choose, KNOWN)).not.toContain('A bot');
    expect(draw(choose, NOBODY).match(/<option/g)).toHaveLength(1);
  });

  it('load a file from where it was said, else show its alternative text', () => {
    expect(draw(picture, KNOWN)).toContain('<img src="/kept/F1" alt="What it was">');
    expect(draw(picture, NOBODY)).not.toContain('<img');
    expect(draw(picture, NOBODY)).toContain('What it was');
  });

  it('name people in rich text as they were handed in', () => {
    const elements = [
      { type: 'rich_text_section' as const, elements: [{ type: 'user' as const, user_id: 'U1' }] },
    ];
    const rich: Blocks = [{ type: 'rich_text', elements }];
    expect(draw(rich, KNOWN)).toContain('@Ada');
    expect(draw(rich, NOBODY)).toContain('@U1');
  });
});
