// Keeps secrets out of everything that is printed, whatever they came back in.
import { TrailbotError } from '../domain/errors.ts';
import { visibleLines } from '../render/visible-text.ts';

const HIDDEN = '[secret]';

export interface Concealer {
  /** From now on `secret` is never shown. */
  hide(secret: string): void;
  /** `text` without secrets, and without anything that a terminal would obey. */
  clean(text: string): string;
  /** The error with clean words and no cause: whatever prints it prints what is in it. */
  cleanError(error: unknown): TrailbotError;
}

export function createConcealer(): Concealer {
  const secrets = new Set<string>();

  function clean(text: string): string {
    let cleaned = text;
    for (const secret of secrets)
      for (const form of [secret, encodeURIComponent(secret)]) cleaned = cleaned.replaceAll(form, HIDDEN);
    return visibleLines(cleaned);
  }

  return {
    hide(secret) {
      // Nobody can be told anything without the empty text.
      if (secret !== '') secrets.add(secret);
    },
    clean,
    cleanError(error) {
      if (error instanceof TrailbotError) {
        const { code, message, hint } = error;
        return new TrailbotError({ code, message: clean(message), hint: clean(hint) });
      }
      const reason = error instanceof Error ? error.message : String(error);
      return new TrailbotError({
        code: 'unexpected',
        message: `Trailbot met something that it was not made for: ${clean(reason)}`,
        hint: 'Please report it. npm run connect can be run again.',
      });
    },
  };
}
