// The buttons on the page for what is otherwise due once a day or a week.
import type { Hono } from 'hono';
import { html, type Markup } from '../../html/markup.ts';

export interface Schedules {
  list(): readonly { readonly id: string; readonly title: string }[];
  /** As if it was due now. */
  fire(id: string): Promise<void>;
}

/** Adds the buttons' routes to `app`; without schedules the panel shows none. */
export function addSchedules(app: Hono, schedules: Schedules | undefined): void {
  app.get('/sandbox/schedules', (context) => context.html(renderButtons(schedules?.list() ?? []).text));
  app.post('/sandbox/schedules/:id', async (context) => {
    const id = context.req.param('id');
    if (!schedules?.list().some((schedule) => schedule.id === id)) return context.notFound();
    await schedules.fire(id);
    return context.json({ ok: true });
  });
}

function renderButtons(schedules: ReturnType<Schedules['list']>): Markup {
  const buttons = schedules.map(
    ({ id, title }) => html`<button type="button" class="button" data-schedule="${id}">${title}</button>`,
  );
  return html`${buttons.length > 0 && html`<h3>By the clock</h3><small>What is due once a day or a week, now</small>`}${buttons}`;
}
