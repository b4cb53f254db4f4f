// Asks one question, unless its flag was given; in a dry run nobody has to be there to answer.
import { TrailbotError } from '../domain/errors.ts';
import type { Terminal } from '../ports/terminal.ts';

export interface Asking {
  readonly terminal: Terminal;
  readonly dryRun: boolean;
}

type Question = Parameters<Terminal['ask']>[0];
type Choice<T extends string> = Parameters<Terminal['choose']>[0] & {
  readonly options: readonly { readonly value: T; readonly label: string }[];
  readonly suggested?: readonly T[];
};

/**
 * @param given - what stands behind the flag
 * @returns undefined in a dry run without anybody to ask and without anything suggested
 * @throws TrailbotError `settings_invalid` for a flag with something wrong behind it, else as {@link Terminal.ask}
 */
export async function ask(
  given: string | undefined,
  question: Question,
  { terminal, dryRun }: Asking,
): Promise<string | undefined> {
  if (given === undefined) {
    return dryRun ? orNobody(() => terminal.ask(question), question.suggested) : terminal.ask(question);
  }
  const wrong = question.check?.(given);
  if (wrong === undefined) return given;
  throw new TrailbotError({
    code: 'settings_invalid',
    message: `${question.flag} ${given}: ${wrong}`,
    hint: `Correct what stands behind ${question.flag}, or leave it out to be asked.`,
  });
}

/** @returns as {@link ask} */
export async function choose<T extends string>(
  choice: Choice<T>,
  { terminal, dryRun }: Asking,
): Promise<readonly T[] | undefined> {
  const chosen = () => terminal.choose<T>(choice);
  return dryRun ? orNobody(chosen, choice.suggested) : chosen();
}

/** A dry run goes on as if the person agreed: it changes nothing. */
export async function agree(message: string, { terminal, dryRun }: Asking): Promise<boolean> {
  const agreed = () => terminal.confirm(message);
  return dryRun ? ((await orNobody(agreed, true)) ?? true) : agreed();
}

async function orNobody<T>(run: () => Promise<T>, suggested: T | undefined): Promise<T | undefined> {
  try {
    return await run();
  } catch (error) {
    if (error instanceof TrailbotError && error.code === 'terminal_missing') return suggested;
    throw error;
  }
}
