import { describe, expect, it } from 'vitest';
import { createTerminal } from '../../bot/setup/create-terminal.ts';

const QUESTION = { message: 'Which account?', flag: '--account' };
const CHOICE = {
  message: 'Which trail?',
  flag: '--trail',
  options: [
    { value: 'old', label: 'Old' },
    { value: 'new', label: 'New' },
  ],
};

describe('a terminal without anybody', () => {
  const terminal = createTerminal({ yes: false, isAttended: false });

  it.each([
    ['--account', () => terminal.ask({ ...QUESTION, suggested: '1' })],
    ['--account', () => terminal.askSecret(QUESTION)],
    ['--trail', () => terminal.choose({ ...CHOICE, suggested: ['old'] })],
    ['--yes', () => terminal.confirm('Deploy?')],
  ])('names the flag to give: %s', async (flag, run) => {
    await expect(run()).rejects.toMatchObject({
      code: 'terminal_missing',
      hint: expect.stringContaining(flag),
    });
  });

  it('still says what there is to say, a blank line after each paragraph', () => {
    const printed: string[] = [];
    createTerminal({ yes: false, isAttended: false, print: (text) => printed.push(text) }).say('Done.');
    expect(printed).toEqual(['Done.\n']);
  });
});

describe('a terminal with --yes', () => {
  const terminal = createTerminal({ yes: true, isAttended: false });

  it('takes what is suggested, and agrees', async () => {
    expect(await terminal.ask({ ...QUESTION, suggested: '1' })).toBe('1');
    expect(await terminal.choose({ ...CHOICE, suggested: ['old'], one: true })).toEqual(['old']);
    expect(await terminal.confirm('Deploy?')).toBe(true);
  });

  it('makes nothing up: without a suggestion it names the flag', async () => {
    await expect(terminal.ask(QUESTION)).rejects.toMatchObject({ code: 'terminal_missing' });
    await expect(terminal.choose(CHOICE)).rejects.toMatchObject({ code: 'terminal_missing' });
    await expect(terminal.askSecret(QUESTION)).rejects.toMatchObject({ code: 'terminal_missing' });
  });
});
