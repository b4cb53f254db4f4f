// A Lambda handler for a CloudWatch Logs subscription.
import { gunzipSync } from 'node:zlib';
import type { CloudWatchLogsDecodedData, CloudWatchLogsEvent } from 'aws-lambda';
import type { AlertDeps } from '../flow/alert-deps.ts';
import { runStream } from '../flow/stream.ts';
import type { Connect } from './connect.ts';

export type StreamHandler = (event: CloudWatchLogsEvent) => Promise<void>;

/** @throws what Lambda should invoke again for; after two more tries the event goes to the function's DLQ. */
export function createStreamHandler(connect: Connect<AlertDeps>): StreamHandler {
  return async ({ awslogs }) => {
    const data: CloudWatchLogsDecodedData = JSON.parse(
      gunzipSync(Buffer.from(awslogs.data, 'base64')).toString('utf8'),
    );
    // CloudWatch Logs asks now and then whether the function is still there.
    if (data.messageType !== 'DATA_MESSAGE') return;
    await runStream(
      data.logEvents.map(({ message }) => message),
      connect(),
    );
  };
}
