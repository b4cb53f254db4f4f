// Stores what Slack gave the app as SSM SecureString parameters, where the functions read it.
import { PutParameterCommand, type SSMClient } from '@aws-sdk/client-ssm';
import { TrailbotError } from '../../domain/errors.ts';
import { BOT_TOKEN_PARAMETER, SIGNING_SECRET_PARAMETER } from '../../domain/naming.ts';
import type { SecretStore } from '../../ports/setup-connect.ts';
import { callAws } from '../aws-error.ts';

/** @throws TrailbotError as `callAws` does, without a cause: the SDK's error knows the call. */
export function createSecretStore(ssm: SSMClient): SecretStore {
  async function put(Name: string, Value: string): Promise<void> {
    const command = new PutParameterCommand({ Name, Value, Type: 'SecureString', Overwrite: true });
    try {
      await callAws('ssm:PutParameter', () => ssm.send(command));
    } catch (error) {
      throw error instanceof TrailbotError ? explain(Name, error) : error;
    }
  }

  return {
    async store({ botToken, signingSecret }) {
      // The ingress takes itself for connected as soon as the signing secret is there.
      await put(BOT_TOKEN_PARAMETER, botToken);
      await put(SIGNING_SECRET_PARAMETER, signingSecret);
    },
  };
}

function explain(name: string, { code, message, hint, cause }: TrailbotError): TrailbotError {
  const told = message.replace(/\.$/, '');
  return new TrailbotError({ code, message: `${told}: ${name} is not stored.`, hint: hintFor(name) });

  function hintFor(parameter: string): string {
    // Parameter Store cannot make an encrypted parameter of a plain one.
    if (cause instanceof Error && cause.name === 'HierarchyTypeMismatchException')
      return `Another kind of parameter has this name. Delete it, then try again: aws ssm delete-parameter --name ${parameter}`;
    if (code === 'aws_denied')
      return `You need ssm:PutParameter for ${parameter}: let somebody run this who has it, then try again.`;
    return code === 'aws_failed' ? 'Run npm run connect again: it begins anew.' : hint;
  }
}
