// Help, and what somebody reads whose command was not understood.
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { COMMAND_NAMES } from '../../bot/domain/command/commands.ts';
import { ACTIONS } from '../../bot/domain/naming.ts';
import { renderHelp } from '../../bot/render/help.ts';
import { renderNote } from '../../bot/render/help-note.ts';
import { renderProblem } from '../../bot/render/help-problem.ts';
import { renderPlainText } from '../../bot/render/plain-text.ts';
import { runButtons } from '../../bot/render/run-buttons.ts';
import { withShare } from '../../bot/render/with-share.ts';
import { parseView } from '../../bot/sandbox/slack/validate/validate-view.ts';
import { text } from '../support/hostile-arbitraries.ts';
import { slackProblems } from '../support/slack-limits.ts';

const names = { queries: [{ id: 'actor-timeline', question: 'What did they do?' }] };

describe('help', () => {
  it('has one line for each command, with an example', () => {
    const help = renderHelp(undefined, names);
    const shown = renderPlainText(help);
    for (const name of COMMAND_NAMES.filter((one) => one !== 'help'))
      expect(shown).toContain(`/trail ${name}`);
    expect(slackProblems(help)).toEqual([]);
  });

  it.each(COMMAND_NAMES)('says more about %s', (name) => {
    const help = renderHelp(name, names);
    expect(renderPlainText(help)).toContain(`/trail ${name}`);
    expect(slackProblems(help)).toEqual([]);
    expect(() => parseView(renderNote(help), 'modal')).not.toThrow();
  });

  it('lists the queries by id and question', () => {
    expect(renderPlainText(renderHelp('query', names))).toMatch(/actor-timeline.*What did they do\?/);
  });
});

describe('a problem', () => {
  it('comes with a button that runs what was meant', () => {
    const { blocks } = renderProblem({ problem: 'There is no command “staus”.', suggestion: 'status' });
    expect(blocks.at(-1)).toMatchObject({ elements: [{ action_id: ACTIONS.runCommand, value: 'status' }] });
  });

  it('is inert whatever was typed', () => {
    fc.assert(
      fc.property(text, text, (problem, suggestion) => {
        const message = renderProblem({
          problem: `No “${problem}”.`,
          suggestion: `who ${suggestion}`.slice(0, 2_000),
        });
        expect(slackProblems(message)).toEqual([]);
      }),
    );
  });
});

describe('the share button', () => {
  const answer = renderHelp(undefined, names);

  it('carries the command, in a row of its own', () => {
    const shared = withShare(answer, 'alerts mine');
    expect(shared.blocks).toHaveLength(answer.blocks.length + 1);
    expect(shared.blocks.at(-1)).toMatchObject({
      elements: [{ action_id: ACTIONS.shareAnswer, value: 'alerts mine' }],
    });
  });

  it('joins a row of buttons at the end', () => {
    const message = { text: 'x', blocks: [...runButtons([{ label: 'One', command: 'status' }])] };
    const { blocks } = withShare(message, 'who alice');
    expect(blocks).toHaveLength(1);
    expect(blocks[0]).toMatchObject({ elements: [{}, { value: 'who alice' }] });
  });

  it('is left out where it does not fit', () => {
    const full = { text: 'x', blocks: Array.from({ length: 50 }, () => ({ type: 'divider' as const })) };
    expect(withShare(full, 'status').blocks).toHaveLength(50);
    expect(withShare(answer, 'a'.repeat(2_001)).blocks).toHaveLength(answer.blocks.length);
    expect(withShare(answer, '').blocks).toHaveLength(answer.blocks.length);
  });
});

it('buttons in one row have action ids of their own, as Slack demands', () => {
  const [row] = runButtons(['a', 'b', 'c'].map((label) => ({ label, command: label })));
  const ids = row?.elements.map((element) => ('action_id' in element ? element.action_id : ''));
  expect(new Set(ids).size).toBe(3);
  expect(runButtons([])).toEqual([]);
});
