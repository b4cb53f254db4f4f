// The Lambda behind the function URL that Slack calls.
import type { LambdaFunctionURLEvent, LambdaFunctionURLResult } from 'aws-lambda';
import { readIngressSecrets } from '../aws/parameters.ts';
import { createPostToAws } from '../aws/post-to-aws.ts';
import { loadCatalog } from '../catalog/load-catalog.ts';
import { functionCredentials, readIngressConfig } from './config.ts';
import { createIngress } from './ingress.ts';
import { createLineLog } from './line-log.ts';
import { systemClock } from './system-clock.ts';

const config = readIngressConfig();
const credentials = functionCredentials();
const post = createPostToAws({ region: config.region, credentials }, systemClock);
const { detections, queries } = loadCatalog(new URL('../../templates/', import.meta.url));
const ingress = createIngress(
  { ...config, credentials },
  { ...(await readIngressSecrets(post, config)), log: createLineLog('slack'), detections, queries },
);

export async function handler({
  headers = {},
  body: text = '',
  isBase64Encoded,
}: LambdaFunctionURLEvent): Promise<LambdaFunctionURLResult> {
  const body = Buffer.from(text, isBase64Encoded ? 'base64' : 'utf8');
  const { status, headers: sent, body: answer } = await ingress.handle({ headers, body });
  return { statusCode: status, body: answer, ...(sent && { headers: { ...sent } }) };
}
