// Finds and deletes the SSM parameters with what Slack gave the app, without reading what is in them.
import { DeleteParameterCommand, GetParametersCommand, type SSMClient } from '@aws-sdk/client-ssm';
import { BOT_TOKEN_PARAMETER, SIGNING_SECRET_PARAMETER } from '../../domain/naming.ts';
import type { StoredSecrets } from '../../ports/setup.ts';
import { callAsCaller, callUnlessMissing } from './call-as-caller.ts';

const NAMES = [BOT_TOKEN_PARAMETER, SIGNING_SECRET_PARAMETER];

/** Each call @throws TrailbotError as `callAsCaller` does */
export function createStoredSecrets(ssm: SSMClient): StoredSecrets {
  return {
    async list() {
      // Without decryption.
      const { Parameters = [] } = await callAsCaller('ssm:GetParameters', () =>
        ssm.send(new GetParametersCommand({ Names: NAMES })),
      );
      return Parameters.flatMap(({ Name }) => Name ?? []);
    },
    async delete(names) {
      for (const Name of names)
        await callUnlessMissing('ssm:DeleteParameter', ['ParameterNotFound'], () =>
          ssm.send(new DeleteParameterCommand({ Name })),
        );
    },
  };
}
