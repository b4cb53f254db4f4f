// Sends a request to the app as Slack does: signed, and given up after three seconds.
import { createHmac } from 'node:crypto';

const TIMEOUT_MS = 3_000;

export interface Signer {
  readonly url: () => string;
  readonly signingSecret: string;
  readonly clock: () => Date;
}

/** What the app answered with status 200, or the reason why Slack would show a warning. */
export type Delivery =
  | { readonly ok: true; readonly body: string }
  | { readonly ok: false; readonly reason: string };

/** The headers by which an app knows that Slack sent it: HMAC-SHA256 over version, time and exact body. */
export function signatureHeaders(
  signingSecret: string,
  body: string,
  at: Date,
): Readonly<Record<string, string>> {
  const timestamp = String(Math.floor(at.getTime() / 1_000));
  const digest = createHmac('sha256', signingSecret).update(`v0:${timestamp}:${body}`).digest('hex');
  return { 'X-Slack-Request-Timestamp': timestamp, 'X-Slack-Signature': `v0=${digest}` };
}

/** Never throws: what goes wrong is a reason to show. */
export async function deliver(
  { url, signingSecret, clock }: Signer,
  contentType: string,
  body: string,
): Promise<Delivery> {
  try {
    const response = await fetch(`${url()}/slack/events`, {
      method: 'POST',
      headers: {
        'Content-Type': contentType,
        'User-Agent': 'Slackbot 1.0 (+https://api.slack.com/robots)',
        ...signatureHeaders(signingSecret, body, clock()),
      },
      body,
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    const text = await response.text();
    if (response.status !== 200)
      return { ok: false, reason: `The app answered with HTTP status ${response.status}.` };
    return { ok: true, body: text };
  } catch (error) {
    const late = error instanceof Error && error.name === 'TimeoutError';
    return {
      ok: false,
      reason: late ? 'The app did not answer within 3 seconds.' : 'The app could not be reached.',
    };
  }
}
