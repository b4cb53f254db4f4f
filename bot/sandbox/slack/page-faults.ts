// The switches on the page that break the account and mend it again.
import type { Hono } from 'hono';
import { z } from 'zod';
import { html, type Markup } from '../../html/markup.ts';

export interface FaultSwitches {
  list(): readonly { readonly id: string; readonly title: string; readonly isOn: boolean }[];
  set(id: string, on: boolean): Promise<void>;
}

const SWITCH = z.object({ on: z.boolean() });

/** Adds the switches' routes to `app`; without switches the panel stays empty. */
export function addFaultSwitches(app: Hono, switches: FaultSwitches | undefined): void {
  app.get('/sandbox/faults', (context) => context.html(renderSwitches(switches?.list() ?? []).text));
  app.post('/sandbox/faults/:id', async (context) => {
    const id = context.req.param('id');
    if (!switches?.list().some((fault) => fault.id === id)) return context.notFound();
    const { on } = SWITCH.parse(await context.req.json());
    await switches.set(id, on);
    return context.json({ ok: true });
  });
}

function renderSwitches(faults: ReturnType<FaultSwitches['list']>): Markup {
  const rows = faults.map(
    ({ id, title, isOn }) =>
      html`<label class="fault"><input type="checkbox" data-fault="${id}"${isOn && html` checked`}> ${title}</label>`,
  );
  return html`${rows.length > 0 && html`<h3>Faults</h3><small>Break something, and ask /trail status</small>`}${rows}`;
}
