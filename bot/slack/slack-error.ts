// Turns what Slack answered into an error that says what to do.
import { type ErrorCode, TrailbotError } from '../domain/errors.ts';

const UNREACHABLE = 'Look at https://status.slack.com; it is tried again by itself.';
const REFUSED =
  "Slack's API reference names this error and its cause: https://docs.slack.dev/reference/methods";
const OURS = 'This is a mistake in Trailbot: please report it with the detection that it happened with.';
const AGAIN = 'Nothing was changed: press the button or type the command again.';

const HINTS: { readonly [error: string]: string } = {
  channel_not_found:
    'Create the channel or correct its name in templates/settings.yml; a private channel needs its id.',
  not_in_channel: 'Invite the bot: type /invite @trailbot in the channel.',
  is_archived: 'Unarchive the channel, or name another one in templates/settings.yml.',
  invalid_auth: 'Store a new bot token: the old one was revoked or belongs to another workspace.',
  not_authed: 'Store the bot token: none was sent.',
  token_revoked: 'Install the app again and store the new bot token.',
  account_inactive: 'Install the app again and store the new bot token.',
  missing_scope: 'Add the missing scope to the app and install it again.',
  invalid_blocks: OURS,
  msg_blocks_too_long: OURS,
  view_too_large: OURS,
  invalid_trigger_id: AGAIN,
  expired_trigger_id: AGAIN,
  exchanged_trigger_id: AGAIN,
  not_found: 'Nothing is lost: open it again if it is still needed.',
  hash_conflict: 'Nothing to do: what is shown is newer.',
};

/** Where Slack's code alone would leave a person guessing. */
const MESSAGES: { readonly [methodAndError: string]: string } = {
  'views.open expired_trigger_id': 'The dialog came too late: Slack opens one only within three seconds.',
  'views.open exchanged_trigger_id': 'The dialog was opened already: Slack opens one for each press.',
  'views.open invalid_trigger_id': 'Slack does not know the press that the dialog was for.',
  'views.update not_found': 'The dialog was closed before it could be filled.',
  'views.update hash_conflict': 'The dialog was changed in the meantime.',
};

/**
 * Runs one Slack call.
 * @throws TrailbotError `slack_rate_limited` or `slack_failed`, with what `@slack/web-api` threw as its cause.
 */
export async function callSlack<T>(method: string, call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    if (error instanceof TrailbotError) throw error;
    throw asTrailbotError(method, error);
  }
}

/** The seconds Slack asks to wait; undefined when it was another error. */
export function retryAfter(error: unknown): number | undefined {
  const seconds = error instanceof Error && 'retryAfter' in error ? Number(error.retryAfter) : Number.NaN;
  return Number.isFinite(seconds) ? seconds : undefined;
}

function asTrailbotError(method: string, cause: unknown): TrailbotError {
  const seconds = retryAfter(cause);
  if (seconds !== undefined) {
    return new TrailbotError({
      code: 'slack_rate_limited',
      message: `Slack's rate limit for ${method} is reached for ${seconds} s.`,
      hint: 'Nothing to do: the queue delivers it again.',
      cause,
    });
  }
  const answer = slackErrorOf(cause);
  const message =
    answer === undefined
      ? `Slack could not be reached for ${method}.`
      : (MESSAGES[`${method} ${answer}`] ?? `Slack refused ${method}: ${answer}.`);
  const hint = answer === undefined ? UNREACHABLE : (HINTS[answer] ?? REFUSED);
  return new TrailbotError({ code: codeOf(answer, method), message, hint, cause });
}

const UNUSABLE = ['channel_not_found', 'not_in_channel', 'is_archived', 'restricted_action'];
const GONE = ['message_not_found', 'cant_update_message', 'edit_window_closed', 'thread_not_found'];

/** What no retry will mend: the flows go another way then. */
function codeOf(answer: string | undefined, method: string): ErrorCode {
  if (answer === undefined) return 'slack_failed';
  if (GONE.includes(answer)) return 'slack_message_gone';
  if (!UNUSABLE.includes(answer)) return 'slack_failed';
  return method === 'chat.update' ? 'slack_message_gone' : 'slack_channel_unusable';
}

/** Slack's own error code, for example `channel_not_found`, in what was thrown or in its cause. */
export function slackErrorOf(error: unknown): string | undefined {
  const cause = error instanceof TrailbotError ? error.cause : error;
  if (!(cause instanceof Error) || !('data' in cause)) return undefined;
  const { data } = cause;
  if (typeof data !== 'object' || data === null || !('error' in data)) return undefined;
  return typeof data.error === 'string' ? data.error : undefined;
}

const TOKEN_REFUSED = ['not_authed', 'invalid_auth', 'token_revoked', 'token_expired', 'account_inactive'];

/** Whether Slack does not take the token any more, or never did: another one may be stored by now. */
export function isTokenRefused(error: unknown): boolean {
  return TOKEN_REFUSED.includes(slackErrorOf(error) ?? '');
}
