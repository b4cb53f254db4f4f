// What Slack holds against a message as a whole: its text, its blocks together, its metadata.
import type { KnownBlock } from '@slack/types';
import type { MethodArguments } from '../methods/method-arguments.ts';
import { NotInSandbox, SlackFault } from '../slack-fault.ts';
import { countText, parseBlocks } from './validate-blocks.ts';
import { isRecord } from './validate-schema.ts';

/** Slack cuts here, and says so in a warning. */
const MAX_TEXT = 40_000;
/** Nowhere in the reference: found by users of bolt-js, issues 2509 and 2867. */
const MAX_ALL_BLOCKS = 13_200;
const MAX_METADATA = 8_192;

export interface MessageMetadata {
  readonly event_type: string;
  readonly event_payload: Readonly<Record<string, unknown>>;
}

export interface MessageContent {
  readonly text: string;
  readonly blocks: readonly KnownBlock[];
  readonly metadata?: MessageMetadata;
}

/**
 * The content of `chat.postMessage` and its siblings.
 * @throws SlackFault `no_text`, `invalid_blocks_format`, `invalid_blocks`, `msg_blocks_too_long`, `invalid_metadata_format`…
 */
export function parseContent(args: MethodArguments): MessageContent {
  if (args.has('attachments'))
    throw new NotInSandbox('attachments (Slack keeps them for old apps; use blocks)');
  const text = (args.string('text') ?? '').slice(0, MAX_TEXT);
  const value = args.json('blocks', 'invalid_blocks_format');
  if (value !== undefined && !Array.isArray(value)) throw new SlackFault('invalid_blocks_format');
  const blocks = value === undefined ? [] : parseBlocks(value, 'message');
  if (text.trim() === '' && blocks.length === 0) throw new SlackFault('no_text');
  if (countText(blocks) > MAX_ALL_BLOCKS) throw new SlackFault('msg_blocks_too_long');
  const metadata = parseMetadata(args.json('metadata', 'invalid_metadata_format'));
  return { text, blocks, ...(metadata && { metadata }) };
}

function parseMetadata(value: unknown): MessageMetadata | undefined {
  if (value === undefined) return undefined;
  if (!isRecord(value) || typeof value.event_type !== 'string' || !isRecord(value.event_payload)) {
    throw new SlackFault('invalid_metadata_format');
  }
  if (JSON.stringify(value).length > MAX_METADATA) throw new SlackFault('metadata_too_large');
  return { event_type: value.event_type, event_payload: value.event_payload };
}
