// The attributes of a queue: which there are, what they may be, and how the redrive policy reads.
import { AwsFault } from '../call.ts';

/** Whole seconds or bytes, from and to. */
const RANGES: ReadonlyMap<string, readonly [number, number]> = new Map([
  ['DelaySeconds', [0, 900]],
  ['KmsDataKeyReusePeriodSeconds', [60, 86_400]],
  ['MaximumMessageSize', [1_024, 1_048_576]],
  ['MessageRetentionPeriod', [60, 1_209_600]],
  ['ReceiveMessageWaitTimeSeconds', [0, 20]],
  ['VisibilityTimeout', [0, 43_200]],
]);
const TEXTS = ['KmsMasterKeyId', 'Policy', 'RedriveAllowPolicy', 'RedrivePolicy', 'SqsManagedSseEnabled'];
const READ_ONLY = [
  'ApproximateNumberOfMessages',
  'ApproximateNumberOfMessagesDelayed',
  'ApproximateNumberOfMessagesNotVisible',
  'CreatedTimestamp',
  'LastModifiedTimestamp',
  'QueueArn',
];

export const DEFAULT_ATTRIBUTES: ReadonlyMap<string, string> = new Map([
  ['DelaySeconds', '0'],
  ['MaximumMessageSize', '1048576'],
  ['MessageRetentionPeriod', '345600'],
  ['ReceiveMessageWaitTimeSeconds', '0'],
  ['SqsManagedSseEnabled', 'true'],
  ['VisibilityTimeout', '30'],
]);

export interface RedrivePolicy {
  readonly deadLetterTargetArn: string;
  readonly maxReceiveCount: number;
}

/** @throws AwsFault `InvalidAttributeName` for a name that cannot be asked for. */
export function checkAttributeNames(names: readonly string[]): void {
  for (const name of names) {
    if (name !== 'All' && !RANGES.has(name) && !TEXTS.includes(name) && !READ_ONLY.includes(name)) {
      throw new AwsFault('InvalidAttributeName', `Unknown Attribute ${name}.`);
    }
  }
}

/**
 * Attributes that may be set, in the form in which they are kept.
 * @throws AwsFault `InvalidAttributeName`, `InvalidAttributeValue`, `UnsupportedOperation` for FIFO queues
 */
export function parseQueueAttributes(
  entries: readonly (readonly [string, unknown])[],
  queueExists: (arn: string) => boolean,
): Map<string, string> {
  return new Map(entries.map(([name, value]) => [name, parseAttribute(name, value, queueExists)]));
}

function parseAttribute(name: string, value: unknown, queueExists: (arn: string) => boolean): string {
  if (name === 'FifoQueue') {
    throw new AwsFault('UnsupportedOperation', 'The sandbox has no FIFO queues.');
  }
  const range = RANGES.get(name);
  if (range === undefined && !TEXTS.includes(name)) {
    throw new AwsFault('InvalidAttributeName', `Unknown Attribute ${name}.`);
  }
  const text = typeof value === 'string' ? value : String(value);
  if (range !== undefined && !isWithin(text, range)) {
    throw new AwsFault('InvalidAttributeValue', `Invalid value for the parameter ${name}.`);
  }
  return name === 'RedrivePolicy' && text !== '' ? checkRedrive(text, queueExists) : text;
}

function isWithin(text: string, [from, to]: readonly [number, number]): boolean {
  return /^[0-9]{1,9}$/.test(text) && Number(text) >= from && Number(text) <= to;
}

function checkRedrive(text: string, queueExists: (arn: string) => boolean): string {
  const policy = parseRedrivePolicy(text);
  if (policy === undefined) throw redriveFault(text, 'Redrive policy is not a valid JSON map.');
  const { deadLetterTargetArn, maxReceiveCount } = policy;
  if (!(maxReceiveCount >= 1 && maxReceiveCount <= 1_000)) {
    throw redriveFault(text, 'Invalid value for maxReceiveCount: must be between 1 and 1000 both inclusive.');
  }
  if (!queueExists(deadLetterTargetArn)) throw redriveFault(text, 'Dead letter target does not exist.');
  return JSON.stringify(policy);
}

/** Undefined when the text is not a redrive policy. SQS takes the count as a number or as text. */
export function parseRedrivePolicy(text: string | undefined): RedrivePolicy | undefined {
  if (text === undefined || text === '') return undefined;
  try {
    const { deadLetterTargetArn, maxReceiveCount } = JSON.parse(text) ?? {};
    if (typeof deadLetterTargetArn !== 'string') return undefined;
    return { deadLetterTargetArn, maxReceiveCount: Number(maxReceiveCount) };
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function redriveFault(text: string, reason: string): AwsFault {
  return new AwsFault(
    'InvalidParameterValue',
    `Value ${text} for parameter RedrivePolicy is invalid. Reason: ${reason}`,
  );
}
