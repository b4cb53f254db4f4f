// The bot token and the signing secret, from SSM SecureString parameters: never in a Lambda's environment.
import { GetParametersCommand, type SSMClient } from '@aws-sdk/client-ssm';
import { TrailbotError } from '../domain/errors.ts';
import { callAws } from './aws-error.ts';

/** The decrypted values by parameter name. @throws TrailbotError `config_missing` that names what is not there. */
export async function readSecrets<Name extends string>(
  ssm: SSMClient,
  names: readonly Name[],
): Promise<Record<Name, string>> {
  const { Parameters = [] } = await callAws('ssm:GetParameters', () =>
    ssm.send(new GetParametersCommand({ Names: [...names], WithDecryption: true })),
  );
  const found = new Map(Parameters.map(({ Name, Value }) => [Name, Value]));
  const entries = names.map((name) => [name, found.get(name) ?? missing(name)] as const);
  return Object.fromEntries(entries) as Record<Name, string>;
}

function missing(name: string): never {
  throw new TrailbotError({
    code: 'config_missing',
    message: `The SSM parameter ${name} is not there.`,
    hint: 'Store the Slack token and signing secret as SecureString parameters under these names.',
  });
}
