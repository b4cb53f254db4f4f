// Message attributes of SQS: reading them, choosing the asked-for ones, and the digest that clients check.
import { createHash } from 'node:crypto';
import { AwsFault, type Input } from '../call.ts';
import { entriesOf, textOf } from '../input-members.ts';
import { isInput } from '../wire/protocol.ts';

export interface MessageAttribute {
  readonly DataType: string;
  readonly StringValue?: string;
  /** Base64. */
  readonly BinaryValue?: string;
}
export type MessageAttributes = ReadonlyMap<string, MessageAttribute>;

const MAX_ATTRIBUTES = 10;
const NAME = /^(?!aws\.|amazon\.|\.)[A-Za-z0-9_.-]{1,256}(?<!\.)$/i;

/** @throws AwsFault `InvalidParameterValue` for what SQS refuses. */
export function parseMessageAttributes(input: Input): MessageAttributes {
  const entries = entriesOf(input, 'MessageAttributes');
  if (entries.length > MAX_ATTRIBUTES) {
    throw invalid(`Number of message attributes [${entries.length}] exceeds the allowed maximum [10].`);
  }
  return new Map(entries.map(([name, value]) => [name, parseAttribute(name, value)]));
}

function parseAttribute(name: string, value: unknown): MessageAttribute {
  if (!NAME.test(name)) throw invalid(`Message (user) attribute name '${name}' is invalid.`);
  const type = isInput(value) ? (textOf(value, 'DataType') ?? '') : '';
  if (!isInput(value) || !/^(String|Number|Binary)(\..{1,240})?$/.test(type)) {
    throw invalid(`The message attribute '${name}' has an invalid message attribute type.`);
  }
  const member = type.startsWith('Binary') ? 'BinaryValue' : 'StringValue';
  const content = textOf(value, member);
  if (content === undefined || content === '') {
    throw invalid(`The message attribute '${name}' must contain a non-empty message attribute value.`);
  }
  return { DataType: type, [member]: content };
}

/** `All`, `.*`, a name, or a prefix such as `trace.*`. */
export function chooseMessageAttributes(all: MessageAttributes, names: readonly string[]): MessageAttributes {
  const asked = (name: string) =>
    names.some(
      (it) => it === 'All' || it === name || (it.endsWith('.*') && name.startsWith(it.slice(0, -2))),
    );
  return new Map([...all].filter(([name]) => asked(name)));
}

/**
 * Undefined without attributes. The encoding is the SQS Developer Guide's "Calculating the MD5 message digest for
 * message attributes": names sorted, each part with its length in four bytes before it.
 */
export function digestMessageAttributes(attributes: MessageAttributes): string | undefined {
  if (attributes.size === 0) return undefined;
  const hash = createHash('md5');
  const part = (bytes: Buffer) => {
    const length = Buffer.alloc(4);
    length.writeUInt32BE(bytes.length);
    hash.update(length).update(bytes);
  };
  for (const [name, attribute] of [...attributes].sort(([a], [b]) => (a < b ? -1 : 1))) {
    part(Buffer.from(name));
    part(Buffer.from(attribute.DataType));
    const binary = attribute.BinaryValue !== undefined;
    hash.update(Buffer.from([binary ? 2 : 1]));
    part(Buffer.from(attribute.BinaryValue ?? attribute.StringValue ?? '', binary ? 'base64' : 'utf8'));
  }
  return hash.digest('hex');
}

function invalid(message: string): AwsFault {
  return new AwsFault('InvalidParameterValue', message);
}
