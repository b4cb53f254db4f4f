// A press on a button or menu as Slack sends it, as far as it can be trusted: checked field by field.
import * as z from 'zod/mini';
import type { Job, ReplyTo, Work } from '../../domain/job.ts';

const id = z.string().check(z.minLength(1), z.maxLength(200));
/** As long as a button's value can be. */
const chosen = z.string().check(z.minLength(1), z.maxLength(2_000));
const schema = z.object({
  user: z.object({ id }),
  channel: z.optional(z.object({ id })),
  message: z.optional(z.object({ ts: id, thread_ts: z.optional(id) })),
  container: z.optional(
    z.object({
      is_ephemeral: z.optional(z.boolean()),
      message_ts: z.optional(id),
      thread_ts: z.optional(id),
      view_id: z.optional(id),
    }),
  ),
  response_url: z.optional(z.string().check(z.maxLength(3_000))),
  trigger_id: z.optional(id),
  actions: z
    .array(
      z.object({
        action_id: id,
        action_ts: id,
        value: z.optional(chosen),
        selected_option: z.nullish(z.object({ value: z.optional(chosen) })),
      }),
    )
    .check(z.minLength(1)),
});

/** A thread in Slack, and where an answer in it goes. */
export type Thread = Extract<ReplyTo, { kind: 'thread' }>;

export interface Press {
  readonly actionId: string;
  readonly actionTs: string;
  /** Of the button, or of the option that was chosen. */
  readonly value: string;
  readonly userId: string;
  readonly triggerId: string;
  /** The thread of a message that everybody sees; otherwise {@link Press.alone}. */
  readonly replyTo: ReplyTo;
  /** To the person who pressed; App Home and modals have no response_url, and are answered by a direct message. */
  readonly alone: ReplyTo;
  /** Where the message stands, also one that one person alone sees; undefined outside of threads and messages. */
  readonly thread: Thread | undefined;
  /** The message or view that was pressed; empty where Slack does not say. */
  readonly messageTs: string;
}

/** Undefined for a press that says not enough to be acted on. Never throws. */
export function parsePress(body: unknown): Press | undefined {
  const { data } = schema.safeParse(body);
  const [action] = data?.actions ?? [];
  const value = action?.value ?? action?.selected_option?.value;
  if (!data || !action || value === undefined) return undefined;
  const { container, message, user, trigger_id: triggerId = '' } = data;
  const alone = aloneWith(data);
  const thread = threadOf(data);
  return {
    actionId: action.action_id,
    actionTs: action.action_ts,
    value,
    userId: user.id,
    triggerId,
    replyTo: container?.is_ephemeral === true ? alone : (thread ?? alone),
    alone,
    thread,
    messageTs: message?.ts ?? container?.message_ts ?? container?.view_id ?? '',
  };
}

/** What tells a press from every other: delivered again by Slack it is the same, twice within ten seconds a double click. */
export function clickOf(press: Press): Pick<Job, 'id' | 'userId'> & { readonly clickKey: string } {
  const { actionId, actionTs, value, userId, messageTs, replyTo } = press;
  const channel = replyTo.kind === 'home' ? 'home' : replyTo.channel;
  return {
    id: `${actionId} ${channel} ${messageTs} ${userId} ${actionTs}`.slice(0, 500),
    // The value comes last: it is what may be cut.
    clickKey: `${actionId} ${channel} ${messageTs} ${userId} ${value}`.slice(0, 500),
    userId,
  };
}

/** @param replyTo where the answer goes, when not to where the press came from. */
export function jobOfPress(press: Press, work: Work, replyTo = press.replyTo): Job {
  return { ...clickOf(press), replyTo, work };
}

type Payload = z.infer<typeof schema>;

function threadOf({ channel, message, container }: Payload): Thread | undefined {
  // Slack sends no message with what only one person sees: the container alone says which thread it stands in.
  const threadTs = message ? (message.thread_ts ?? message.ts) : container?.thread_ts;
  return channel && threadTs !== undefined ? { kind: 'thread', channel: channel.id, threadTs } : undefined;
}

function aloneWith({ channel, container, response_url: responseUrl }: Payload): ReplyTo {
  if (!channel || responseUrl === undefined || container?.view_id !== undefined) return { kind: 'home' };
  return { kind: 'person', channel: channel.id, responseUrl, share: false };
}
