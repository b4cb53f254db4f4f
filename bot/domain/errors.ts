// The one error type that people see: what went wrong, and what to do next.

/** Stable, greppable codes. Tests and operators rely on them; texts may change. */
export type ErrorCode =
  | 'catalog_invalid'
  | 'settings_invalid'
  | 'filter_pattern_invalid'
  | 'record_invalid'
  | 'config_missing'
  | 'input_unreadable'
  /** A file that somebody wants written cannot be. */
  | 'output_unwritable'
  | 'aws_denied'
  | 'aws_throttled'
  | 'aws_failed'
  | 'slack_failed'
  | 'slack_rate_limited'
  | 'slack_channel_unusable'
  | 'slack_message_gone'
  | 'conflict'
  /** Nobody can be asked: no terminal, and the flag was not given. */
  | 'terminal_missing'
  /** A deployment that would not work, or that would do harm. */
  | 'deployment_refused'
  /** A mistake of our own. */
  | 'unexpected';

export interface ErrorDetails {
  readonly code: ErrorCode;
  /** One sentence on what went wrong. Never holds a secret. */
  readonly message: string;
  /** One sentence on what to do next. */
  readonly hint: string;
  readonly cause?: unknown;
}

export class TrailbotError extends Error {
  override readonly name = 'TrailbotError';
  readonly code: ErrorCode;
  readonly hint: string;

  constructor({ code, message, hint, cause }: ErrorDetails) {
    super(message, cause === undefined ? undefined : { cause });
    this.code = code;
    this.hint = hint;
  }
}
