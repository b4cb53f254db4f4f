// Reads a log group of CloudTrail's, slice by slice, with FilterLogEvents.
import {
  CloudWatchLogsClient,
  FilterLogEventsCommand,
  type FilterLogEventsCommandOutput,
} from '@aws-sdk/client-cloudwatch-logs';
import { TrailbotError } from '../../domain/errors.ts';
import { callAsCaller, causeOf } from '../setup/call-as-caller.ts';
import { type AwsAccess, explainFailure, nameOf, optionsOf } from './aws-access.ts';
import type { LogSlice, Span } from './log-slice.ts';

export interface LogGroups {
  /**
   * Makes sure, at the cost of one call, that the group is there and may be read.
   * @throws TrailbotError `input_unreadable`, `config_missing`, `aws_denied` or `aws_failed`
   */
  look(group: string, span: Span): Promise<void>;
  /** As records one a line, page after page; the first page is asked for at once. Throws TrailbotError. */
  read(slice: LogSlice): AsyncIterable<Buffer>;
}

/** The quota is the account's, in each Region: other tools use it up as well. */
const ATTEMPTS = 10;
const ACTION = 'logs:FilterLogEvents';

export function createLogGroups(access: AwsAccess): LogGroups {
  const logs = new CloudWatchLogsClient({
    ...optionsOf(access),
    maxAttempts: ATTEMPTS,
    retryMode: 'adaptive',
  });

  async function page({ group, from, to }: LogSlice, more: { nextToken?: string; limit?: number }) {
    const command = new FilterLogEventsCommand({
      ...(group.startsWith('arn:') ? { logGroupIdentifier: group } : { logGroupName: group }),
      startTime: from,
      // Both ends are taken in.
      endTime: Math.max(from, to - 1),
      ...more,
    });
    try {
      return await callAsCaller(ACTION, () => logs.send(command));
    } catch (error) {
      throw error instanceof TrailbotError ? await explain(group, error) : error;
    }
  }

  async function explain(group: string, error: TrailbotError): Promise<TrailbotError> {
    const cause = causeOf(error);
    if (/^Region is missing/.test(cause?.message ?? '')) {
      return new TrailbotError({
        code: 'config_missing',
        message: `In which Region the log group ${group} is, nobody has said.`,
        hint: 'Give it with --region, or give the ARN of the log group.',
        cause,
      });
    }
    if (nameOf(cause) === 'ResourceNotFoundException') {
      return new TrailbotError({
        code: 'input_unreadable',
        message: `There is no log group ${group} in ${await logs.config.region()}.`,
        hint: 'Look at its name with `aws logs describe-log-groups`, and give its Region with --region.',
        cause,
      });
    }
    if (error.code === 'aws_denied') {
      return new TrailbotError({
        code: 'aws_denied',
        message: `AWS refused ${ACTION} on the log group ${group}.`,
        hint: `You need ${ACTION} on the log group and, where a KMS key of yours encrypts it, kms:Decrypt on the key.`,
        cause,
      });
    }
    return explainFailure(error, ACTION, `The log group ${group}`);
  }

  /** A page may be empty and still have a successor: searching took long. */
  async function* pages(
    slice: LogSlice,
    begun: Promise<FilterLogEventsCommandOutput>,
  ): AsyncGenerator<Buffer> {
    let coming: Promise<FilterLogEventsCommandOutput> | undefined = begun;
    while (coming !== undefined) {
      const { events = [], nextToken }: FilterLogEventsCommandOutput = await coming;
      coming = nextToken === undefined ? undefined : page(slice, { nextToken });
      // It is told where it is waited for; who stops reading does not hear of it.
      coming?.catch(() => undefined);
      if (events.length > 0) yield Buffer.from(events.map(({ message = '' }) => lineOf(message)).join(''));
    }
  }

  return {
    look: async (group, { from, to }) => void (await page({ group, from, to }, { limit: 1 })),
    read(slice) {
      const begun = page(slice, {});
      // As above.
      begun.catch(() => undefined);
      return pages(slice, begun);
    },
  };
}

/** A line break is space between the parts of a record, or no part of one. */
function lineOf(message: string): string {
  return `${message.replaceAll(/[\r\n]+/g, ' ')}\n`;
}
