// The Lambda behind the function URL that Slack calls.
import type { LambdaFunctionURLEvent, LambdaFunctionURLResult } from 'aws-lambda';
import { readSecrets } from '../aws/secrets.ts';
import { readConfig } from './config.ts';
import { createSecretsClient } from './connect.ts';
import { createIngress } from './ingress.ts';
import { createLog } from './log.ts';

const config = readConfig();
const secrets = await readSecrets(createSecretsClient(config), [
  config.botTokenParameter,
  config.signingSecretParameter,
]);
const ingress = createIngress(config, {
  token: secrets[config.botTokenParameter] ?? '',
  signingSecret: secrets[config.signingSecretParameter] ?? '',
  log: createLog('slack'),
});

export async function handler(event: LambdaFunctionURLEvent): Promise<LambdaFunctionURLResult> {
  const body = Buffer.from(event.body ?? '', event.isBase64Encoded ? 'base64' : 'utf8');
  const { status, headers, body: answer } = await ingress.handle({ headers: event.headers, body });
  return { statusCode: status, body: answer, ...(headers && { headers: { ...headers } }) };
}
