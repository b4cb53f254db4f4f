// Posts to a response_url: the address at which Slack takes an answer to one press or command.
import { TrailbotError } from '../domain/errors.ts';
import { callSlack } from './slack-error.ts';

/** Slack's own, and GovSlack's: https://docs.slack.dev/govslack. */
const HOSTS = ['hooks.slack.com', 'hooks.slack-gov.com'];
const TIMEOUT_MS = 5_000;

export interface ResponseOptions {
  /** Where the Web API is; whatever speaks it may give out addresses of its own as well. */
  readonly apiUrl: string;
  readonly timeoutMs?: number;
}

/**
 * The address comes with a request and lies in a queue afterwards: it is used only when it is Slack's.
 * @throws TrailbotError `slack_failed` or `slack_rate_limited`; `slack_message_gone` half an hour or five answers later.
 */
export async function postResponse(
  responseUrl: string,
  body: object,
  { apiUrl, timeoutMs = TIMEOUT_MS }: ResponseOptions,
): Promise<void> {
  if (!isSlacks(responseUrl, apiUrl)) throw notSlacks();
  await callSlack('response_url', async () => {
    const response = await fetch(responseUrl, {
      method: 'POST',
      headers: { 'content-type': 'application/json; charset=utf-8' },
      body: JSON.stringify(body),
      redirect: 'error',
      signal: AbortSignal.timeout(timeoutMs),
    });
    const text = await response.text();
    if (!response.ok) throw refused(response, text);
  });
}

function isSlacks(address: string, apiUrl: string): boolean {
  const url = URL.parse(address);
  if (url === null || url.username !== '' || url.password !== '') return false;
  if (url.origin === URL.parse(apiUrl)?.origin) return true;
  return url.protocol === 'https:' && url.port === '' && HOSTS.includes(url.hostname);
}

function notSlacks(): TrailbotError {
  return new TrailbotError({
    code: 'slack_failed',
    message: 'The response_url of this request is not an address of Slack, so nothing was sent there.',
    hint: 'Ask again in Slack. If it stays so, look for who else can write to the job queue.',
  });
}

function refused({ status, headers }: Response, text: string): TrailbotError {
  if (status === 429) {
    const seconds = Number(headers.get('retry-after')) || 1;
    return new TrailbotError({
      code: 'slack_rate_limited',
      message: `Slack's rate limit for response_url is reached for ${seconds} s.`,
      hint: 'Nothing to do: the queue delivers it again.',
    });
  }
  const gone = status === 404 || /used_url|expired_url/.test(text);
  return new TrailbotError({
    code: gone ? 'slack_message_gone' : 'slack_failed',
    message: gone
      ? 'The time to answer here is over: Slack takes five answers within half an hour.'
      : `Slack refused the answer at response_url with HTTP status ${status}.`,
    hint: gone ? 'Ask again.' : 'Look at https://status.slack.com; it is tried again by itself.',
  });
}
