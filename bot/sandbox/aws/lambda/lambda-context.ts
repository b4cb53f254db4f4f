// The context object of one Lambda invocation, with the fields of the Node.js runtime.
import { randomBytes, randomUUID } from 'node:crypto';
import type { Context } from 'aws-lambda';

const MEMORY_MB = '256';

export interface LambdaPlace {
  readonly accountId: string;
  readonly region: string;
}

export function functionArn(functionName: string, { accountId, region }: LambdaPlace): string {
  return `arn:aws:lambda:${region}:${accountId}:function:${functionName}`;
}

/** @param timeoutSeconds - what `getRemainingTimeInMillis` counts down from; nothing is cut off at zero */
export function createContext(
  functionName: string,
  place: LambdaPlace,
  startedAt: Date,
  timeoutSeconds: number,
): Context {
  const deadline = performance.now() + timeoutSeconds * 1_000;
  const day = startedAt.toISOString().slice(0, 10).replaceAll('-', '/');
  return {
    callbackWaitsForEmptyEventLoop: true,
    functionName,
    functionVersion: '$LATEST',
    invokedFunctionArn: functionArn(functionName, place),
    memoryLimitInMB: MEMORY_MB,
    awsRequestId: randomUUID(),
    logGroupName: `/aws/lambda/${functionName}`,
    logStreamName: `${day}/[$LATEST]${randomBytes(16).toString('hex')}`,
    getRemainingTimeInMillis: () => Math.max(0, Math.round(deadline - performance.now())),
    done: callbackStyle,
    fail: callbackStyle,
    succeed: callbackStyle,
  };
}

/** Node.js 24 on Lambda has no callback handlers any more, so nothing may rely on these. */
function callbackStyle(): never {
  throw new Error('Return a promise: the callback methods of the context are not supported');
}
