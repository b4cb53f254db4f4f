// SSM parameters, decrypted, as the ingress reads them.
import { TrailbotError } from '../domain/errors.ts';
import type { PostToAws } from './post-to-aws.ts';

const GET = { service: 'ssm', target: 'AmazonSSM.GetParameters', protocol: '1.1' } as const;

/** The values of those that are there. */
export async function readParameters(
  post: PostToAws,
  names: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const answer = await post(GET, { Names: names, WithDecryption: true });
  return new Map(parametersIn(answer).flatMap(({ Name, Value }) => (Name && Value ? [[Name, Value]] : [])));
}

function parametersIn(answer: unknown): readonly { readonly Name?: string; readonly Value?: string }[] {
  if (typeof answer !== 'object' || answer === null || !('Parameters' in answer)) return [];
  return Array.isArray(answer.Parameters) ? answer.Parameters : [];
}

/**
 * What the ingress cannot work without. The token may be stored later: Slack's challenge comes before there is one.
 * @throws TrailbotError `config_missing` without a signing secret, because an empty one lets everybody in.
 */
export async function readIngressSecrets(
  post: PostToAws,
  names: { readonly botTokenParameter: string; readonly signingSecretParameter: string },
): Promise<{ readonly token: string; readonly signingSecret: string }> {
  const { botTokenParameter, signingSecretParameter } = names;
  const found = await readParameters(post, [botTokenParameter, signingSecretParameter]);
  const signingSecret = found.get(signingSecretParameter);
  if (!signingSecret) {
    throw new TrailbotError({
      code: 'config_missing',
      message: `The SSM parameter ${signingSecretParameter} is not there.`,
      hint: "Store the Slack app's signing secret as a SecureString parameter under this name.",
    });
  }
  return { token: found.get(botTokenParameter) ?? '', signingSecret };
}
