// What Slack refuses, as the person reads it.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { TrailbotError } from '../../bot/domain/errors.ts';
import type { View } from '../../bot/domain/message.ts';
import type { SandboxSlack } from '../../bot/sandbox/slack/sandbox-slack.ts';
import { createWebClient } from '../../bot/slack/chat.ts';
import { callSlack, slackErrorOf } from '../../bot/slack/slack-error.ts';
import { createViews } from '../../bot/slack/views.ts';
import { startSlack } from '../support/slack.ts';

let slack: SandboxSlack;
const views = () => createViews(createWebClient({ token: 'xoxb-test', apiUrl: `${slack.url}/api/` }));
const VIEW: View = { type: 'modal', title: { type: 'plain_text', text: 'x' }, blocks: [{ type: 'divider' }] };

beforeEach(async () => {
  slack = await startSlack();
});
afterEach(() => slack.close());

describe('a dialog', () => {
  it.each([
    ['expired_trigger_id', 'too late', 'press the button or type the command again'],
    ['exchanged_trigger_id', 'opened already', 'press the button or type the command again'],
    ['view_too_large', 'view_too_large', 'please report it'],
  ])('that is not opened for %s is said in words', async (error, message, hint) => {
    slack.faults.add({ method: 'views.open', error, times: 1 });
    await expect(views().open('1.2', VIEW)).rejects.toMatchObject({
      code: 'slack_failed',
      message: expect.stringContaining(message),
      hint: expect.stringContaining(hint),
    });
  });

  it('that was closed before it was filled is nothing to worry about', async () => {
    await expect(views().update('V0NOBODY01', VIEW)).rejects.toMatchObject({
      message: 'The dialog was closed before it could be filled.',
      hint: 'Nothing is lost: open it again if it is still needed.',
    });
  });
});

describe("Slack's own error code", () => {
  it('is found in what was thrown and in what it was turned into', async () => {
    slack.faults.add({ method: 'views.update', error: 'fatal_error', times: 1 });
    const error = await views()
      .update('V1', VIEW)
      .catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(TrailbotError);
    expect(slackErrorOf(error)).toBe('fatal_error');
    expect(slackErrorOf(error instanceof Error ? error.cause : undefined)).toBe('fatal_error');
  });

  it.each([undefined, 'text', new Error('x'), Object.assign(new Error('x'), { data: { error: 1 } })])(
    'is none in %s',
    async (thrown) => {
      expect(slackErrorOf(thrown)).toBeUndefined();
      const calling = callSlack('chat.postMessage', () => Promise.reject(thrown));
      await expect(calling).rejects.toMatchObject({
        message: expect.stringContaining('could not be reached'),
      });
    },
  );
});
