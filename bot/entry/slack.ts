// The Lambda behind the function URL that Slack calls.
import type { LambdaFunctionURLEvent, LambdaFunctionURLResult } from 'aws-lambda';
import { loadCatalog } from '../catalog/load-catalog.ts';
import { readIngressConfig } from './config.ts';
import { openIngress } from './ingress.ts';
import { createLineLog } from './line-log.ts';

const { detections, queries } = loadCatalog(new URL('../../templates/', import.meta.url));
const ingress = openIngress(readIngressConfig(), { log: createLineLog('slack'), detections, queries });
await ingress.look();

export async function handler({
  headers = {},
  body: text = '',
  isBase64Encoded,
}: LambdaFunctionURLEvent): Promise<LambdaFunctionURLResult> {
  const body = Buffer.from(text, isBase64Encoded ? 'base64' : 'utf8');
  const { status, headers: sent, body: answer } = await ingress.handle({ headers, body });
  return { statusCode: status, body: answer, ...(sent && { headers: { ...sent } }) };
}
