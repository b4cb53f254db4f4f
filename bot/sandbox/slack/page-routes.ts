// The page's own addresses: what it shows, and what a person does on it.
import { readFile } from 'node:fs/promises';
import type { Context, Hono } from 'hono';
import { z } from 'zod';
import { html } from '../../html/markup.ts';
import type { Choice } from './action-value.ts';
import type { EventHub } from './event-hub.ts';
import type { Interactions } from './interactions.ts';
import { addFaultSwitches, type FaultSwitches } from './page-faults.ts';
import { isInChannel, isVisibleTo } from './page-feed.ts';
import { addSchedules, type Schedules } from './page-schedules.ts';
import { renderMessage } from './render/render-message.ts';
import { type Fact, renderFacts, renderPage, type Scenario, STYLE_SHEETS } from './render/render-page.ts';
import { renderHome } from './render/render-view.ts';
import { answerSubmission } from './view-submission.ts';
import { FIRST_VIEWER, findUser } from './workspace.ts';
import { channelById, directMessageWith, mayRead, type World } from './world.ts';

export interface PageOptions {
  readonly world: World;
  readonly hub: EventHub;
  readonly interactions: Interactions;
  readonly scenarios: readonly Scenario[];
  readonly facts: () => readonly Fact[];
  readonly fireScenario: (id: string) => Promise<void>;
  readonly dropFile: (name: string, content: Buffer) => Promise<{ records: number; skipped: number }>;
  readonly switches?: FaultSwitches;
  readonly schedules?: Schedules;
}

const ASSETS: ReadonlyMap<string, string> = new Map([
  ['client.js', 'text/javascript'],
  ['act.js', 'text/javascript'],
  ['dates.js', 'text/javascript'],
  ['lists.js', 'text/javascript'],
  ['menus.js', 'text/javascript'],
  ['modal.js', 'text/javascript'],
  ['inputs.js', 'text/javascript'],
  ['scenarios.js', 'text/javascript'],
  ['faults.js', 'text/javascript'],
  ['schedules.js', 'text/javascript'],
  ...STYLE_SHEETS.map((name): [string, string] => [name, 'text/css']),
  ['trailbot.svg', 'image/svg+xml'],
]);
/** Also of the report of a replay, which draws messages too. */
const SHARED = ['colours.css', 'blocks.css', 'controls.css', 'trailbot.svg'];
const MAX_FILE_BYTES = 50_000_000;

const USER = z.string().refine((id) => findUser(id)?.isBot === false, 'no such person');
const CHOICE = { block_id: z.string(), action_id: z.string(), chosen: z.array(z.string()).default([]) };
const CHOSEN = z.object(CHOICE);
const INPUTS = z.array(CHOSEN).default([]);
const PRESS = z.object({
  user: USER,
  channel: z.string().optional(),
  ts: z.string().optional(),
  view: z.string().optional(),
  inputs: INPUTS,
  ...CHOICE,
});
const SAY = z.object({
  user: USER,
  channel: z.string(),
  thread: z.string().optional(),
  text: z.string().min(1).max(40_000),
});
const SUBMIT = z.object({ user: USER, view: z.string(), inputs: INPUTS });
const VIEWER = z.object({ user: USER });

/** Adds the page to `app`. */
export function addPage(app: Hono, { world, hub, interactions, ...options }: PageOptions): void {
  const viewer = (context: Context): string => {
    const user = context.req.query('user') ?? '';
    return findUser(user) ? user : FIRST_VIEWER;
  };
  const show = (context: Context, markup: { text: string }) => context.html(markup.text);
  const body = async <T>(context: Context, schema: z.ZodType<T>): Promise<T> =>
    schema.parse(await context.req.json());

  app.get('/', (context) => show(context, renderPage(options.scenarios)));
  app.get('/page/:asset', async (context) => {
    const name = context.req.param('asset');
    const type = ASSETS.get(name);
    if (type === undefined) return context.notFound();
    const folder = SHARED.includes(name) ? '../../html/slack' : './page';
    return context.body(await readFile(new URL(`${folder}/${name}`, import.meta.url)), 200, {
      'Content-Type': type,
    });
  });
  app.get('/files/:id', (context) => {
    const { file, content } = world.files.read(context.req.param('id')) ?? {};
    if (file === undefined || content === undefined) return context.notFound();
    const inline = file.mimetype.startsWith('image/');
    return context.body(new Uint8Array(content), 200, {
      'Content-Type': inline ? file.mimetype : 'application/octet-stream',
      'Content-Disposition': inline ? 'inline' : 'attachment',
    });
  });

  app.get('/sandbox/events', (context) =>
    context.body(hub.open(viewer(context)), 200, {
      'Content-Type': 'text/event-stream',
      'Cache-Control': 'no-store',
    }),
  );
  app.get('/sandbox/facts', (context) => show(context, renderFacts(options.facts())));
  app.get('/sandbox/channels/:channel', (context) => {
    const { id } = channelById(world, context.req.param('channel'));
    if (!mayRead(world, viewer(context), id)) return context.notFound();
    const messages = world.messages.list(id);
    const seen = messages.filter(isInChannel).filter(isVisibleTo(viewer(context)));
    return show(context, html`${seen.map((message) => renderMessage(message, 'channel'))}`);
  });
  app.get('/sandbox/threads/:channel/:ts', (context) => {
    const { id } = channelById(world, context.req.param('channel'));
    if (!mayRead(world, viewer(context), id)) return context.notFound();
    const messages = world.messages.thread(id, context.req.param('ts'));
    const seen = messages.filter(isVisibleTo(viewer(context)));
    return show(context, html`${seen.map((message) => renderMessage(message, 'thread'))}`);
  });

  app.post('/sandbox/interact', async (context) => {
    const { channel, ts, view, user, inputs, ...choice } = await body(context, PRESS);
    const press = { user, ...toChoice(choice) };
    const delivery = view
      ? await interactions.pressInView(view, press, inputs.map(toChoice))
      : await interactions.press({ channel: channel ?? '', ts: ts ?? '' }, press);
    return context.json(delivery);
  });
  app.post('/sandbox/say', async (context) => {
    const { user, channel, thread, text } = await body(context, SAY);
    if (!mayRead(world, user, channel)) return context.notFound();
    if (text.startsWith('/')) {
      // Slack has no commands inside threads.
      if (thread)
        return context.json({ ok: false, reason: 'Slash commands do not work in threads. Use the channel.' });
      return context.json(await interactions.command(user, channel, text));
    }
    const escaped = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
    const place = { channel: channelById(world, channel).id, ...(thread && { threadTs: thread }) };
    world.messages.post({ ...place, user, text: escaped, blocks: [] });
    return context.json({ ok: true });
  });

  app.post('/sandbox/view/submit', async (context) => {
    const { user, view: id, inputs } = await body(context, SUBMIT);
    const view = world.views.top(user);
    if (view?.id !== id) return context.json({ ok: false, reason: 'That view is closed.' });
    const delivery = await interactions.submit(view, user, inputs.map(toChoice));
    if (!delivery.ok)
      return context.json({ ok: false, reason: `We had some trouble connecting. ${delivery.reason}` });
    return context.json({ ok: true, errors: answerSubmission(world, user, delivery.body) });
  });
  app.post('/sandbox/view/close', async (context) => {
    const { user } = await body(context, VIEWER);
    const view = world.views.top(user);
    if (view) await interactions.close(view, user);
    return context.json({ ok: true });
  });
  app.post('/sandbox/direct', async (context) => {
    const { user } = await body(context, VIEWER);
    return context.json({ ok: true, channel: directMessageWith(world, user).id });
  });
  app.post('/sandbox/home', async (context) => {
    const { user } = await body(context, VIEWER);
    const before = renderHome(world.views.home(user)).text;
    const delivery = await interactions.openHome(user);
    return context.json({
      ...delivery,
      html: world.views.home(user) ? renderHome(world.views.home(user)).text : before,
    });
  });

  app.post('/sandbox/scenarios/:id', async (context) => {
    const id = context.req.param('id');
    if (!options.scenarios.some((scenario) => scenario.id === id)) return context.notFound();
    await options.fireScenario(id);
    return context.json({ ok: true });
  });
  addFaultSwitches(app, options.switches);
  addSchedules(app, options.schedules);
  app.post('/sandbox/files', async (context) => {
    const bytes = Buffer.from(await context.req.arrayBuffer());
    if (bytes.byteLength > MAX_FILE_BYTES)
      return context.json({ ok: false, reason: 'The file is larger than 50 MB.' });
    return context.json({
      ok: true,
      ...(await options.dropFile(context.req.query('name') ?? 'file', bytes)),
    });
  });
}

function toChoice({ block_id: blockId, action_id: actionId, chosen }: z.infer<typeof CHOSEN>): Choice {
  return { blockId, actionId, chosen };
}
