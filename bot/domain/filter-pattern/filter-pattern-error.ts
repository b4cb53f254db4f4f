// A filter pattern that CloudWatch Logs would refuse: where it goes wrong, and what to write instead.
import { TrailbotError } from '../errors.ts';

export class FilterPatternError extends TrailbotError {
  /** Where the pattern goes wrong, counted from 0; the pattern's length when something is missing at its end. */
  readonly position: number;

  constructor({ problem, position, hint }: { problem: string; position: number; hint: string }) {
    super({
      code: 'filter_pattern_invalid',
      message: `Filter pattern, character ${position + 1}: ${problem}`,
      hint,
    });
    this.position = position;
  }
}
