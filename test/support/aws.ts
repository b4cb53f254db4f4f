// An AWS with the bot's table, and the clients that the bot's adapters use, for the tests of the adapters.
import { CreateLogGroupCommand, CreateLogStreamCommand } from '@aws-sdk/client-cloudwatch-logs';
import { type ClientOptions, type Clients, createClients } from '../../bot/aws/clients.ts';
import { LOG_GROUP } from '../../bot/domain/naming.ts';
import { type SandboxAws, startSandboxAws } from '../../bot/sandbox/aws/sandbox-aws.ts';
import { provisionTable } from '../../bot/sandbox/provision/provision-table.ts';
import { QUICK } from './world.ts';

export interface TestAws {
  readonly aws: SandboxAws;
  readonly clients: Clients;
  readonly options: ClientOptions;
}

export const LOG_STREAM = 'by-hand';

export async function startAws(): Promise<TestAws> {
  const aws = await startSandboxAws({ port: 0, pace: QUICK });
  const credentials = { accessKeyId: 'AKIASANDBOX', secretAccessKey: 'sandbox' };
  const options = { region: 'us-east-1', endpoint: aws.url, credentials };
  const clients = createClients(options);
  const place = { logGroupName: LOG_GROUP };
  await Promise.all([
    provisionTable(clients.dynamo),
    clients.logs
      .send(new CreateLogGroupCommand(place))
      .then(() => clients.logs.send(new CreateLogStreamCommand({ ...place, logStreamName: LOG_STREAM }))),
  ]);
  return { aws, clients, options };
}

/** A clock that stands still until a test moves it. */
export function clockAt(iso: string) {
  let at = Date.parse(iso);
  return {
    now: () => new Date(at),
    advance: (milliseconds: number): void => {
      at += milliseconds;
    },
  };
}
