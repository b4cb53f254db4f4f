// What IAM refuses for good is an answer that people read; what may work at the next try stays a failure.
import type { Trouble } from '../../domain/containment/carry-out.ts';
import { type ErrorCode, TrailbotError } from '../../domain/errors.ts';

/** What another try would meet again. */
const FINAL: readonly ErrorCode[] = ['aws_denied', 'config_missing', 'record_invalid'];

/** @param act calls to IAM and nothing else: the store's failures are never told as IAM's. */
export async function orTrouble<T>(act: () => Promise<T>): Promise<T | Trouble> {
  try {
    return await act();
  } catch (error) {
    if (!(error instanceof TrailbotError) || !FINAL.includes(error.code)) throw error;
    return { why: error.message, hint: error.hint };
  }
}
