import { describe, expect, it } from 'vitest';
import { TrailbotError } from '../../bot/domain/errors.ts';
import { renderFailure } from '../../bot/render/failure.ts';
import { renderPlainText } from '../../bot/render/plain-text.ts';

describe('a failure', () => {
  it('says what went wrong, what to do, and a code to search for', () => {
    const error = new TrailbotError({
      code: 'aws_denied',
      message: 'AWS refused to read the event history.',
      hint: 'Give the job role cloudtrail:LookupEvents.',
    });
    expect(renderPlainText(renderFailure(error))).toBe(
      '⚠️ AWS refused to read the event history.\n\nWhat to do: Give the job role cloudtrail:LookupEvents.\n\nError aws_denied',
    );
  });
});
