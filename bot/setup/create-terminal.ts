// The person at the terminal: questions by @inquirer/prompts, or the flags and suggestions that stand for them.
import { checkbox, confirm, input, password, select } from '@inquirer/prompts';
import { TrailbotError } from '../domain/errors.ts';
import type { Terminal } from '../ports/terminal.ts';

export interface TerminalOptions {
  /** What can be answered with yes, or with what is suggested, is not asked. */
  readonly yes: boolean;
  /** Whether somebody is there who can answer. Default: standard input and output are a terminal. */
  readonly isAttended?: boolean;
  /** Where paragraphs go. Default: standard output. */
  readonly print?: (text: string) => void;
}

export function createTerminal({
  yes,
  isAttended = bothTerminals(),
  print = printLine,
}: TerminalOptions): Terminal {
  function attend(flag: string, message: string): void {
    if (!isAttended) throw nobody(flag, message);
  }

  return {
    say(text) {
      print(`${text}\n`);
    },

    async ask({ message, flag, suggested, check = () => undefined }) {
      if (yes && suggested !== undefined) return suggested;
      attend(flag, message);
      return answered(() =>
        input({
          message,
          ...(suggested !== undefined && { default: suggested }),
          validate: (answer) => check(answer.trim()) ?? true,
        }),
      ).then((answer) => answer.trim());
    },

    async askSecret({ message, flag, check = () => undefined }) {
      attend(flag, message);
      return answered(() => password({ message, validate: (answer) => check(answer.trim()) ?? true })).then(
        (answer) => answer.trim(),
      );
    },

    async choose({ message, flag, options, suggested, one }) {
      if (yes && suggested !== undefined) return suggested;
      attend(flag, message);
      const choices = options.map(({ value, label: name }) => ({ value, name }));
      if (!one) {
        const ticked = choices.map((choice) => ({
          ...choice,
          checked: suggested?.includes(choice.value) ?? false,
        }));
        return answered(() => checkbox({ message, choices: ticked }));
      }
      const [first] = suggested ?? [];
      return [
        await answered(() => select({ message, choices, ...(first !== undefined && { default: first }) })),
      ];
    },

    async confirm(message) {
      if (yes) return true;
      attend('--yes', message);
      return answered(() => confirm({ message, default: false }));
    },
  };
}

function bothTerminals(): boolean {
  return process.stdin.isTTY === true && process.stdout.isTTY === true;
}

function printLine(text: string): void {
  console.log(text);
}

function nobody(flag: string, message: string): TrailbotError {
  return new TrailbotError({
    code: 'terminal_missing',
    message: `Nobody can be asked here: ${message}`,
    hint: `Give ${flag}, or run it in a terminal.`,
  });
}

/** Ctrl-C is an answer too. */
async function answered<T>(ask: () => Promise<T>): Promise<T> {
  try {
    return await ask();
  } catch (cause) {
    if (!(cause instanceof Error) || cause.name !== 'ExitPromptError') throw cause;
    throw new TrailbotError({
      code: 'terminal_missing',
      message: 'Stopped.',
      hint: 'Run it again whenever you like: it goes on from what is there.',
      cause,
    });
  }
}
