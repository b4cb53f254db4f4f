// A world in which nobody has connected Slack yet: the ingress behind an address of its own, and a person at a terminal.

import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { DeleteParameterCommand, GetParametersCommand, SSMClient } from '@aws-sdk/client-ssm';
import { BOT_TOKEN_PARAMETER, SIGNING_SECRET_PARAMETER } from '../../bot/domain/naming.ts';
import { clientOptions } from '../../bot/entry/connect.ts';
import { connectDeps } from '../../bot/entry/connect-deps.ts';
import { openIngress } from '../../bot/entry/ingress.ts';
import type { FoundDeployment } from '../../bot/ports/setup-connect.ts';
import type { Terminal } from '../../bot/ports/terminal.ts';
import type { ConnectDeps } from '../../bot/setup/run-connect.ts';
import { startWorld, type TestWorld } from './world.ts';

export const TOKEN = 'xoxb-123456789012-a-token-for-tests';
export const SECRET = '0123456789abcdef0123456789abcdef';
const SILENT = { info: () => undefined, warn: () => undefined, error: () => undefined };

export interface ConnectStage {
  readonly world: TestWorld;
  readonly deployment: FoundDeployment;
  /** All that was said since the last reset. */
  readonly said: string[];
  readonly bound: string[];
  readonly deps: ConnectDeps;
  /** A function that starts now, as Slack reaches it. */
  restart(): void;
  ingress(): ReturnType<typeof openIngress>;
  stored(): Promise<{ readonly [name: string]: string | undefined }>;
  /** Nothing stored, nothing said, no fault, the bot in every channel with every scope. */
  reset(): Promise<void>;
  close(): Promise<void>;
}

export async function startConnectStage(): Promise<ConnectStage> {
  const world = await startWorld(['cloudtrail-changes'], { signingSecret: SECRET });
  const { config, catalog, slack } = world;
  const ssm = new SSMClient(clientOptions(config));
  const { detections, queries } = catalog;
  const newIngress = () => openIngress(config, { log: SILENT, detections, queries });
  let ingress = newIngress();
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const headers = Object.fromEntries(
      Object.entries(request.headers).map(([name, value]) => [name, String(value)]),
    );
    const answer = await ingress.handle({ headers, body: Buffer.concat(chunks) });
    response.writeHead(answer.status, answer.headers).end(answer.body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));

  const said: string[] = [];
  const bound: string[] = [];
  const deployment: FoundDeployment = {
    accountId: config.accountId,
    region: config.region,
    requestUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    escalationTopicArn: config.escalationTopicArn,
    queueUrls: {
      alert: config.alertQueueUrl,
      job: config.jobQueueUrl,
      contain: config.containQueueUrl,
      release: config.releaseQueueUrl,
    },
    callerArn: 'arn:aws:sts::123456789012:assumed-role/Admin/alex',
  };
  const real = connectDeps({ aws: clientOptions(config), slackApiUrl: `${slack.url}/api/` }, catalog, {
    terminal: terminalOf(said),
    manifest: readFileSync(new URL('../../templates/slack-manifest.yml', import.meta.url), 'utf8'),
    bindWorkspace: (teamId) => void bound.push(teamId),
  });
  const scopes = [...slack.scopes];
  const names = [BOT_TOKEN_PARAMETER, SIGNING_SECRET_PARAMETER];

  async function stored() {
    const { Parameters = [] } = await ssm.send(
      new GetParametersCommand({ Names: names, WithDecryption: true }),
    );
    return Object.fromEntries(Parameters.map(({ Name = '', Value }) => [Name, Value]));
  }

  return {
    world,
    deployment,
    said,
    bound,
    deps: { ...real, deployments: { find: async () => deployment }, pause: async () => undefined },
    ingress: () => ingress,
    restart() {
      ingress = newIngress();
    },
    stored,
    async reset() {
      for (const Name of Object.keys(await stored())) await ssm.send(new DeleteParameterCommand({ Name }));
      ingress = newIngress();
      said.length = 0;
      bound.length = 0;
      slack.faults.clear();
      slack.calls.clear();
      slack.scopes.clear();
      for (const scope of scopes) slack.scopes.add(scope);
      slack.joined.clear();
      for (const id of ['C0ALERTS01', 'C0REVIEW01', 'C0GENERAL1']) slack.joined.add(id);
    },
    async close() {
      await new Promise((resolve) => server.close(resolve));
      await world.close();
    },
  };
}

/** Nobody sits there: what is asked is what was not given. */
function terminalOf(said: string[]): Terminal {
  const nobody = async (): Promise<never> => {
    throw new Error('nobody can be asked');
  };
  return {
    say: (text) => void said.push(text),
    ask: nobody,
    askSecret: nobody,
    choose: nobody,
    confirm: nobody,
  };
}
