// Whether the function behind the request URL verifies with the secret that was just stored.
import type { RequestUrl } from '../ports/setup-connect.ts';

export interface VerifyDeps {
  readonly requestUrl: RequestUrl;
  readonly pause: (milliseconds: number) => Promise<void>;
}

const TRIES = 5;
/** A function that was not connected looks again so often, and a bit. */
const PAUSE_MS = 3_500;

const REASONS: { readonly [status: number]: string } = {
  401: 'it still verifies with another secret. It looks for a new one once a minute: run npm run connect again in two',
  403: 'AWS lets nobody call it. Run npm run deploy again',
  404: 'there is no function behind it. Run npm run deploy again',
  429: 'AWS lets no more calls through at the moment. Run npm run connect again in a minute',
  502: "the function failed. Its log says why: /aws/lambda/trailbot-ingress. Run npm run connect again when it's mended",
  503: 'it does not find the secret. Run npm run deploy, then npm run connect again',
};

/** What is wrong, as a sentence; undefined: it answered as it should. */
export async function verifySecret(
  url: string,
  signingSecret: string,
  { requestUrl, pause }: VerifyDeps,
): Promise<string | undefined> {
  for (let tries = 1; ; tries += 1) {
    const status = await requestUrl.knock(url, signingSecret);
    if (status === 200) return undefined;
    if (tries === TRIES) return `${url} does not answer as it should: ${reasonFor(status)}.`;
    await pause(PAUSE_MS);
  }
}

function reasonFor(status: number | undefined): string {
  if (status === undefined) return 'nobody answered. Look whether this machine reaches it';
  return REASONS[status] ?? `HTTP status ${status}. Run npm run deploy again`;
}
