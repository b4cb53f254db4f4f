// Calls AWS with the credentials of whoever sits at the terminal: what a refusal advises is for them, not for a function's role.
import { TrailbotError } from '../../domain/errors.ts';
import { callAws } from '../aws-error.ts';

/**
 * @param action - as IAM names it
 * @throws TrailbotError as {@link callAws} does, with AWS's own words where it failed
 */
export async function callAsCaller<T>(action: string, call: () => Promise<T>): Promise<T> {
  try {
    return await callAws(action, call);
  } catch (error) {
    throw error instanceof TrailbotError ? forCaller(action, error) : error;
  }
}

/** As {@link callAsCaller}; undefined for what AWS answers with an error of one of these names: there is none. */
export async function callUnlessMissing<T>(
  action: string,
  names: readonly string[],
  call: () => Promise<T>,
): Promise<T | undefined> {
  try {
    return await callAsCaller(action, call);
  } catch (error) {
    if (names.includes(causeOf(error)?.name ?? '')) return undefined;
    throw error;
  }
}

const NOT_TAKEN =
  /^(CredentialsProviderError|TokenProviderError|ExpiredToken(Exception)?|InvalidClientTokenId|UnrecognizedClientException|SignatureDoesNotMatch)$/;

/** Whether a call failed because there are no credentials, or because AWS does not take them. */
export function isWithoutCredentials(error: unknown): boolean {
  return NOT_TAKEN.test(causeOf(error)?.name ?? '');
}

/** What the SDK threw. */
export function causeOf(error: unknown): Error | undefined {
  return error instanceof TrailbotError && error.cause instanceof Error ? error.cause : undefined;
}

function forCaller(action: string, { code, message, hint, cause }: TrailbotError): TrailbotError {
  if (code === 'aws_denied') {
    const mayNot = `You need ${action}: let somebody run this who has it, then try again.`;
    return new TrailbotError({ code, message, hint: mayNot, cause });
  }
  if (code !== 'aws_failed') return new TrailbotError({ code, message, hint, cause });
  const said = cause instanceof Error && cause.message !== '' ? ` AWS says: ${cause.message}` : '';
  return new TrailbotError({
    code,
    message: `${message}${said}`,
    hint: 'Look at the connection and at trail.homeRegion in templates/settings.yml, then try again.',
    cause,
  });
}
