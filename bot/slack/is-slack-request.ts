// Whether a body has the shape of something that Slack sends: Bolt looks into what it is given without asking.
import * as z from 'zod/mini';
import type { SlackBody } from './parse-body.ts';

const text = z.string();
const person = z.object({ id: text });
const command = z.object({
  command: text,
  text: z.optional(text),
  user_id: z.optional(text),
  channel_id: z.optional(text),
  trigger_id: z.optional(text),
  response_url: z.optional(text),
});
const event = z.object({
  type: z.literal('event_callback'),
  event_id: text,
  event: z.looseObject({ type: text }),
});
const press = z.object({
  type: z.literal('block_actions'),
  user: person,
  actions: z.array(z.looseObject({ action_id: text, type: text })).check(z.minLength(1)),
});
const view = z.object({
  type: z.enum(['view_submission', 'view_closed']),
  user: person,
  view: z.looseObject({ id: text, callback_id: text }),
});
const kinds = [command, event, press, view];

/** Commands, events, presses and modals: all that the listeners know. */
export function isSlackRequest(body: SlackBody): boolean {
  // Whatever has an event is an event for Bolt, whatever else it is.
  if (body.event !== undefined) return event.safeParse(body).success;
  return kinds.some((kind) => kind.safeParse(body).success);
}
