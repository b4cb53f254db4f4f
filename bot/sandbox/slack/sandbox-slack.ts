// Slack on one machine: the Web API, the page that people look at, and the requests that Slack would send the bot.
import type { Server } from 'node:http';
import { createAdaptorServer } from '@hono/node-server';
import { Hono } from 'hono';
import { ZodError } from 'zod';
import { EventHub } from './event-hub.ts';
import { createInteractions } from './interactions.ts';
import type { MessageListener, SlackMessage } from './message-store.ts';
import type { FaultSwitches } from './page-faults.ts';
import { feedPages } from './page-feed.ts';
import { guardPage } from './page-guard.ts';
import { addPage } from './page-routes.ts';
import type { Schedules } from './page-schedules.ts';
import type { Fact, Scenario } from './render/render-page.ts';
import { answerOrigin } from './response-message.ts';
import { NotInSandbox, SlackFault } from './slack-fault.ts';
import { type ApiCall, addWebApi, type Fault } from './web-api.ts';
import { channelByReference, createWorld } from './world.ts';

export interface SandboxSlackOptions {
  /** 0 takes a free one. */
  readonly port: number;
  readonly signingSecret: string;
  /** Milliseconds before every Web API answer. */
  readonly latencyMs?: number;
  /** False lets any number of calls pass. */
  readonly rateLimits?: boolean;
  readonly clock?: () => Date;
  /** The bot's endpoint, served at `POST /slack/events`. */
  readonly ingress: (request: {
    headers: Readonly<Record<string, string>>;
    body: Buffer;
  }) => Promise<{ status: number; headers?: Readonly<Record<string, string>>; body: string }>;
  readonly scenarios: readonly Scenario[];
  readonly fireScenario: (id: string) => Promise<void>;
  /** Rejects with an error whose `message` and `hint` are shown. */
  readonly dropFile: (name: string, content: Buffer) => Promise<{ records: number; skipped: number }>;
  /** What can be broken from the page. */
  readonly switches?: FaultSwitches;
  /** What is otherwise due once a day or a week. */
  readonly schedules?: Schedules;
  /** The small status panel. */
  readonly facts?: () => readonly Fact[];
}

export interface SandboxSlack {
  readonly url: string;
  readonly port: number;
  /** Ends open pages and calls; nothing keeps the process alive afterwards. */
  close(): Promise<void>;
  readonly faults: { add(fault: Fault): void; clear(): void };
  readonly calls: { list(method?: string): readonly ApiCall[]; clear(): void };
  /** What the app was given when it was installed, and the ids of the channels that the bot is in: to be changed. */
  readonly scopes: Set<string>;
  readonly joined: Set<string>;
  /** What was posted, threads and ephemeral messages included, oldest first; `channel` by id or name. */
  messages(channel?: string): SlackMessage[];
  /** @returns how to stop listening */
  onMessage(listener: MessageListener): () => void;
}

/** Listens on 127.0.0.1 only. */
export async function startSandboxSlack(options: SandboxSlackOptions): Promise<SandboxSlack> {
  const clock = options.clock ?? (() => new Date());
  const facts = options.facts ?? (() => []);
  let port = options.port;
  const url = () => `http://127.0.0.1:${port}`;
  const world = createWorld(clock, url);
  const hub = new EventHub();
  const interactions = createInteractions(world, { url, signingSecret: options.signingSecret, clock });

  const app = new Hono();
  app.onError(answerError);
  app.use(guardPage);
  const { faults, calls } = addWebApi(app, {
    world,
    latencyMs: options.latencyMs ?? 0,
    rateLimits: options.rateLimits ?? true,
  });
  app.post('/slack/events', async (context) => {
    const body = Buffer.from(await context.req.arrayBuffer());
    const answer = await options.ingress({ headers: context.req.header(), body });
    return new Response(answer.body, {
      status: answer.status,
      ...(answer.headers && { headers: answer.headers }),
    });
  });
  app.post('/response/:id', async (context) => {
    const origin = world.responseUrls.take(context.req.param('id'));
    if (typeof origin === 'string') return context.json({ ok: false, error: origin }, 404);
    answerOrigin(world, origin, await context.req.text());
    return context.text('ok');
  });
  addPage(app, { world, hub, interactions, facts, ...pick(options) });

  const server = createAdaptorServer({ fetch: app.fetch, overrideGlobalObjects: false }) as Server;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port, '127.0.0.1', resolve);
  });
  const address = server.address();
  if (typeof address === 'object' && address !== null) port = address.port;
  const stopFeed = feedPages(world, hub, facts);

  return {
    url: url(),
    port,
    faults,
    calls,
    scopes: world.scopes,
    joined: world.joined,
    messages: (channel) => world.messages.list(channel && channelByReference(world, channel).id),
    onMessage: (listener) => world.messages.subscribe(listener),
    close: () => {
      stopFeed();
      hub.close();
      return new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      });
    },
  };
}

function pick({ scenarios, fireScenario, dropFile, switches, schedules }: SandboxSlackOptions) {
  return {
    scenarios,
    fireScenario,
    dropFile,
    ...(switches && { switches }),
    ...(schedules && { schedules }),
  };
}

/** The page shows `reason`; an app that posts to a response_url gets Slack's error code. */
function answerError(error: Error): Response {
  if (error instanceof SlackFault) {
    const reason = `The app's answer was refused: ${error.message}`;
    return Response.json({ ok: false, error: error.code, reason, findings: error.findings }, { status: 400 });
  }
  if (error instanceof NotInSandbox) return new Response(error.message, { status: 501 });
  if (error instanceof ZodError || error instanceof SyntaxError) {
    return Response.json({ ok: false, reason: 'The request is not what the page sends.' }, { status: 400 });
  }
  const hint = 'hint' in error && typeof error.hint === 'string' ? error.hint : undefined;
  return Response.json({ ok: false, reason: error.message, ...(hint && { hint }) }, { status: 500 });
}
