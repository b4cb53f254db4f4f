// A place in a pattern's text, and the small steps that the parsers take from it.
import { FilterPatternError } from './filter-pattern-error.ts';

export class Cursor {
  readonly text: string;
  position: number;
  readonly #offset: number;

  /** @param offset where `text` begins in the whole pattern; errors count from there. */
  constructor(text: string, position = 0, offset = 0) {
    this.text = text;
    this.position = position;
    this.#offset = offset;
  }

  /** The character here; empty at the end. */
  get next(): string {
    return this.text.charAt(this.position);
  }

  skipSpace(): void {
    this.match(/\s*/y);
  }

  /** Steps over `literal` when it is next. */
  take(literal: string): boolean {
    if (!this.text.startsWith(literal, this.position)) return false;
    this.position += literal.length;
    return true;
  }

  /** Steps over what a sticky expression matches here and gives it; empty when it does not match. */
  match(sticky: RegExp): string {
    const found = this.peek(sticky);
    this.position += found.length;
    return found;
  }

  /** What a sticky expression matches here, without stepping over it. */
  peek(sticky: RegExp): string {
    sticky.lastIndex = this.position;
    return sticky.exec(this.text)?.[0] ?? '';
  }

  fail(problem: string, hint: string, position = this.position): never {
    throw new FilterPatternError({ problem, position: this.#offset + position, hint });
  }
}
