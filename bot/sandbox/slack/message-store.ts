// Keeps what was said: messages by channel, threads, edits, and who wants to hear of it.
import type { KnownBlock } from '@slack/types';
import { type Activations, findActivations } from './activations.ts';
import { createBlockNames } from './name-blocks.ts';
import type { MessageContent, MessageMetadata } from './validate/validate-message.ts';

export interface SlackFile {
  readonly id: string;
  readonly name: string;
  readonly title: string;
  readonly mimetype: string;
  readonly size: number;
}

/** As `conversations.history` gives it; `channel`, `ephemeralFor` and `sandbox` only inside the process. */
export interface SlackMessage {
  readonly channel: string;
  /** Seconds and microseconds, unique in the workspace and rising: `1781234567.000100`. */
  readonly ts: string;
  readonly user: string;
  readonly text: string;
  readonly blocks: readonly KnownBlock[];
  readonly metadata?: MessageMetadata;
  readonly thread_ts?: string;
  /** Set on a reply that is shown in the channel too. */
  readonly subtype?: 'thread_broadcast';
  readonly reply_count?: number;
  readonly reply_users?: readonly string[];
  readonly latest_reply?: string;
  readonly edited?: { readonly user: string; readonly ts: string };
  readonly reactions?: readonly { readonly name: string; readonly users: readonly string[] }[];
  readonly files?: readonly SlackFile[];
  readonly unfurl_links?: boolean;
  readonly unfurl_media?: boolean;
  /** The only person who sees it. */
  readonly ephemeralFor?: string;
  readonly sandbox: Activations;
}

export type MessageChange = 'posted' | 'changed' | 'deleted';
export type MessageListener = (message: SlackMessage, change: MessageChange) => void;

export interface NewMessage extends MessageContent {
  readonly channel: string;
  readonly user: string;
  readonly threadTs?: string;
  readonly broadcast?: boolean;
  readonly ephemeralFor?: string;
  readonly files?: readonly SlackFile[];
  readonly unfurlLinks?: boolean;
  readonly unfurlMedia?: boolean;
}

export class MessageStore {
  readonly #clock: () => Date;
  readonly #messages = new Map<string, SlackMessage>();
  readonly #listeners = new Set<MessageListener>();
  #lastMicros = 0;
  readonly #name = createBlockNames();

  constructor(clock: () => Date) {
    this.#clock = clock;
  }

  /** Every message of the channel, or of all, threads included; oldest first. */
  list(channel?: string): SlackMessage[] {
    return [...this.#messages.values()].filter((message) => !channel || message.channel === channel);
  }

  find(channel: string, ts: string): SlackMessage | undefined {
    const message = this.#messages.get(ts);
    return message?.channel === channel ? message : undefined;
  }

  /** A thread's first message and its replies, oldest first. */
  thread(channel: string, ts: string): SlackMessage[] {
    return this.list(channel).filter((message) => message.ts === ts || message.thread_ts === ts);
  }

  subscribe(listener: MessageListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  post(draft: NewMessage): SlackMessage {
    const parent = draft.threadTs === undefined ? undefined : this.find(draft.channel, draft.threadTs);
    // Slack takes a reply's ts for its thread's: the reply goes to the thread it stands in.
    const threadTs = parent?.thread_ts ?? draft.threadTs;
    const message: SlackMessage = {
      channel: draft.channel,
      ts: this.#nextTs(),
      user: draft.user,
      ...this.#content(draft),
      ...(threadTs !== undefined && { thread_ts: threadTs }),
      ...(threadTs !== undefined && draft.broadcast && { subtype: 'thread_broadcast' as const }),
      ...(draft.ephemeralFor !== undefined && { ephemeralFor: draft.ephemeralFor }),
      ...(draft.files && { files: draft.files }),
      ...(draft.unfurlLinks !== undefined && { unfurl_links: draft.unfurlLinks }),
      ...(draft.unfurlMedia !== undefined && { unfurl_media: draft.unfurlMedia }),
    };
    this.#store(message, 'posted');
    if (threadTs !== undefined && draft.ephemeralFor === undefined)
      this.#countReplies(draft.channel, threadTs);
    return message;
  }

  /** Replaces text and blocks; metadata stays unless new metadata is given. */
  update(message: SlackMessage, content: MessageContent): SlackMessage {
    const changed: SlackMessage = {
      ...message,
      ...this.#content(content),
      edited: { user: message.user, ts: this.#nextTs() },
    };
    this.#store(changed, 'changed');
    return changed;
  }

  react(message: SlackMessage, name: string, user: string): void {
    const others = (message.reactions ?? []).filter((reaction) => reaction.name !== name);
    const users = message.reactions?.find((reaction) => reaction.name === name)?.users ?? [];
    this.#store({ ...message, reactions: [...others, { name, users: [...users, user] }] }, 'changed');
  }

  delete(message: SlackMessage): void {
    this.#messages.delete(message.ts);
    this.#tell(message, 'deleted');
    if (message.thread_ts !== undefined) this.#countReplies(message.channel, message.thread_ts);
  }

  #store(message: SlackMessage, change: MessageChange): void {
    this.#messages.set(message.ts, message);
    this.#tell(message, change);
  }

  #tell(message: SlackMessage, change: MessageChange): void {
    for (const listener of this.#listeners) listener(message, change);
  }

  #content({ text, blocks, metadata }: MessageContent) {
    return {
      text,
      // Slack names the blocks and elements that come without a name.
      blocks: blocks.map(this.#name),
      ...(metadata && { metadata }),
      sandbox: findActivations(text, blocks),
    };
  }

  #countReplies(channel: string, threadTs: string): void {
    const parent = this.find(channel, threadTs);
    if (parent === undefined) return;
    const replies = this.thread(channel, threadTs).filter(
      ({ ts, ephemeralFor }) => ts !== threadTs && !ephemeralFor,
    );
    const {
      reply_count: _count,
      reply_users: _users,
      latest_reply: _latest,
      thread_ts: _thread,
      ...bare
    } = parent;
    const latest = replies.at(-1)?.ts;
    const counted = latest && {
      thread_ts: threadTs,
      reply_count: replies.length,
      reply_users: [...new Set(replies.map(({ user }) => user))],
      latest_reply: latest,
    };
    this.#store({ ...bare, ...counted }, 'changed');
  }

  #nextTs(): string {
    this.#lastMicros = Math.max(this.#clock().getTime() * 1_000, this.#lastMicros + 1);
    const [seconds, micros] = [Math.floor(this.#lastMicros / 1e6), this.#lastMicros % 1e6];
    return `${seconds}.${String(micros).padStart(6, '0')}`;
  }
}
