// SSM parameters, decrypted, as the ingress reads them.
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

export interface IngressSecrets {
  /** Empty while none is stored. */
  readonly token: string;
  readonly signingSecret: string;
}

/** Undefined without a signing secret: an empty one would let everybody in. */
export async function readIngressSecrets(
  post: PostToAws,
  names: { readonly botTokenParameter: string; readonly signingSecretParameter: string },
): Promise<IngressSecrets | undefined> {
  const { botTokenParameter, signingSecretParameter } = names;
  const found = await readParameters(post, [botTokenParameter, signingSecretParameter]);
  const signingSecret = found.get(signingSecretParameter);
  return signingSecret ? { token: found.get(botTokenParameter) ?? '', signingSecret } : undefined;
}
