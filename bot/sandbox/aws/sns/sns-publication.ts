// Checks what is published: subject, size and structure of a message.
import { AwsFault, type Input } from '../call.ts';
import { textOf } from '../input-members.ts';

const MAX_BYTES = 262_144;

export interface PublishRequest {
  readonly subject: string | undefined;
  /** The message for a protocol: with `MessageStructure` json each protocol may get its own. */
  messageFor(protocol: string): string;
}

/** @throws AwsFault `InvalidParameter` */
export function parsePublish(input: Input): PublishRequest {
  const subject = textOf(input, 'Subject');
  const message = textOf(input, 'Message') ?? '';
  if (message === '') throw invalid('Invalid parameter: Empty message');
  if (Buffer.byteLength(message) > MAX_BYTES) throw invalid('Invalid parameter: Message too long');
  if (subject !== undefined && !isSubject(subject)) throw invalid('Invalid parameter: Subject');
  if (textOf(input, 'MessageStructure') !== 'json') return { subject, messageFor: () => message };
  const parts = parseStructure(message);
  return { subject, messageFor: (protocol) => parts.get(protocol) ?? parts.get('default') ?? '' };
}

/** At most 100 characters, no line break or control character, not empty. */
function isSubject(subject: string): boolean {
  return /^\P{Cc}{1,100}$/u.test(subject);
}

function parseStructure(message: string): ReadonlyMap<string, string> {
  const parts = parseJson(message);
  if (typeof parts !== 'object' || parts === null || Array.isArray(parts)) {
    throw invalid('Invalid parameter: Message Structure - JSON message body failed to parse');
  }
  const texts = new Map(
    Object.entries(parts).filter((it): it is [string, string] => typeof it[1] === 'string'),
  );
  if (texts.has('default')) return texts;
  throw invalid('Invalid parameter: Message Structure - No default entry in JSON message body');
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function invalid(message: string): AwsFault {
  return new AwsFault('InvalidParameter', message);
}
