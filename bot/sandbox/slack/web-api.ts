// Slack's Web API over HTTP: token, faults, rate limits, then the method.
import type { Hono } from 'hono';
import { isMethodElsewhere } from './methods/known-methods.ts';
import { MethodArguments } from './methods/method-arguments.ts';
import { createMethods } from './methods/web-api-methods.ts';
import { createRateLimit } from './rate-limit.ts';
import { NotInSandbox, SlackFault } from './slack-fault.ts';
import { CHANNELS } from './workspace.ts';
import type { World } from './world.ts';

/** Something that goes wrong at Slack, for the next `times` calls of a method. */
export interface Fault {
  readonly method: string;
  /** Slack's error code, with HTTP 200. */
  readonly error?: string;
  /** An HTTP status instead, as when Slack is down. */
  readonly status?: number;
  /** HTTP 429 with so many seconds in `Retry-After`. */
  readonly retryAfter?: number;
  /** The call is never answered. */
  readonly hang?: true;
  readonly times: number;
}

export interface ApiCall {
  readonly method: string;
  readonly args: Readonly<Record<string, unknown>>;
  readonly at: Date;
}

export interface WebApiOptions {
  readonly world: World;
  readonly latencyMs: number;
  readonly rateLimits: boolean;
}

/** Adds `/api/<method>` to `app`. */
export function addWebApi(app: Hono, { world, latencyMs, rateLimits }: WebApiOptions) {
  const methods = createMethods(world);
  const secondsToWait = createRateLimit(world.clock);
  const faults: { fault: Fault; left: number }[] = [];
  const calls: ApiCall[] = [];

  const nextFault = (method: string): Fault | undefined => {
    const due = faults.find(({ fault, left }) => fault.method === method && left > 0);
    if (due) due.left -= 1;
    return due?.fault;
  };
  const tooMany = (seconds: number) =>
    Response.json(
      { ok: false, error: 'ratelimited' },
      { status: 429, headers: { 'Retry-After': String(seconds) } },
    );
  const refuse = (error: string, findings: readonly string[] = []) =>
    Response.json({
      ok: false,
      error,
      ...(findings.length > 0 && {
        errors: findings,
        response_metadata: { messages: findings.map((text) => `[ERROR] ${text}`) },
      }),
    });

  app.all('/api/:method', async (context) => {
    const method = context.req.param('method');
    const sent = new URL(context.req.url).searchParams;
    const isGet = context.req.method === 'GET';
    const body = isGet ? sent.toString() : await context.req.text();
    const type = isGet ? 'application/x-www-form-urlencoded' : (context.req.header('content-type') ?? '');
    if (latencyMs > 0) await new Promise((resolve) => setTimeout(resolve, latencyMs).unref());
    try {
      const args = MethodArguments.parse(type, body);
      const { token: _token, ...logged } = args.toRecord();
      calls.push({ method, args: logged, at: world.clock() });

      const fault = nextFault(method);
      if (fault?.hang) return await new Promise<Response>(() => undefined);
      if (fault?.retryAfter !== undefined) return tooMany(fault.retryAfter);
      if (fault?.status !== undefined)
        return new Response('upstream connect error', { status: fault.status });
      if (fault?.error !== undefined) return refuse(fault.error);

      const run = methods.get(method);
      if (run === undefined) {
        if (isMethodElsewhere(method)) throw new NotInSandbox(`the Web API method ${method}`);
        return refuse('unknown_method');
      }
      const token = context.req.header('authorization')?.replace(/^Bearer\s*/i, '') || args.string('token');
      if (!token && method !== 'api.test') return refuse('not_authed');
      const seconds = rateLimits ? secondsToWait(method, sameChannel(args.string('channel') ?? '')) : 0;
      if (seconds > 0) return tooMany(seconds);
      const headers = { 'x-oauth-scopes': [...world.scopes].join(',') };
      return Response.json({ ok: true, ...run(args) }, { headers });
    } catch (error) {
      if (error instanceof SlackFault) return refuse(error.code, error.findings);
      if (error instanceof NotInSandbox) return new Response(error.message, { status: 501 });
      throw error;
    }
  });

  app.post('/upload/:id', async (context) => {
    const received = world.files.receive(context.req.param('id'), await uploadedBytes(context.req.raw));
    return received ? context.text('OK') : context.text('The bytes are not what was announced.', 400);
  });

  return {
    faults: {
      add: (fault: Fault): void => void faults.push({ fault, left: fault.times }),
      clear: (): void => void faults.splice(0),
    },
    calls: {
      /** Every call so far, refused ones included, oldest first; of one method when it is given. */
      list: (method?: string): readonly ApiCall[] =>
        calls.filter((call) => !method || call.method === method),
      clear: (): void => void calls.splice(0),
    },
  };
}

/** A channel has one limit, whether it is called by its name or its id. */
function sameChannel(reference: string): string {
  return CHANNELS.find(({ name }) => name === reference.replace(/^#/, ''))?.id ?? reference;
}

/** Slack takes the raw bytes, or a form with the file in it. */
async function uploadedBytes(request: Request): Promise<Uint8Array> {
  if (!request.headers.get('content-type')?.startsWith('multipart/form-data')) {
    return new Uint8Array(await request.arrayBuffer());
  }
  const file = [...(await request.formData()).values()].find((value) => typeof value !== 'string');
  return file instanceof Blob ? new Uint8Array(await file.arrayBuffer()) : new Uint8Array();
}
