// Asks CloudWatch Logs itself which messages a filter pattern matches, with the credentials of whoever sits at the terminal.
import { CloudWatchLogsClient, TestMetricFilterCommand } from '@aws-sdk/client-cloudwatch-logs';
import { TrailbotError } from '../domain/errors.ts';
import type { AwsAnswer } from '../domain/explain/aws-difference.ts';
import { CLIENT_LIMITS, type ClientOptions } from './clients.ts';
import { callAsCaller, causeOf, isWithoutCredentials } from './setup/call-as-caller.ts';

const ACTION = 'logs:TestMetricFilter';
/** What a call takes. */
const MESSAGES_AT_ONCE = 50;
/** A whole catalog is many calls, and an account may make few of them a second: the SDK waits longer each time. */
const ATTEMPTS = 8;

/** Where to ask: as a client takes it, or with one of the caller's profiles. */
export type TestPlace = ClientOptions & { readonly profile?: string };

/**
 * Changes nothing and costs nothing. What is given @throws TrailbotError `config_missing` when there are no credentials or
 * AWS does not take them, `aws_denied`, `aws_throttled` or `aws_failed`; that AWS refuses a pattern is an answer.
 */
export function createTestMetricFilter(
  place: TestPlace,
): (pattern: string, messages: readonly string[]) => Promise<AwsAnswer> {
  const client = new CloudWatchLogsClient({ ...place, ...CLIENT_LIMITS, maxAttempts: ATTEMPTS });
  return async (pattern, messages) => {
    const matched = new Set<number>();
    for (let from = 0; from < messages.length; from += MESSAGES_AT_ONCE) {
      const answer = await ask(client, pattern, messages.slice(from, from + MESSAGES_AT_ONCE));
      if ('refused' in answer) return answer;
      for (const number of answer.numbers) matched.add(from + number - 1);
    }
    return { matched };
  };
}

type Matches = { readonly numbers: readonly number[] } | { readonly refused: string };

/** `numbers` count from 1. */
async function ask(
  client: CloudWatchLogsClient,
  filterPattern: string,
  messages: readonly string[],
): Promise<Matches> {
  try {
    const command = new TestMetricFilterCommand({ filterPattern, logEventMessages: [...messages] });
    const { matches = [] } = await callAsCaller(ACTION, () => client.send(command));
    return { numbers: matches.flatMap(({ eventNumber }) => eventNumber ?? []) };
  } catch (error) {
    const cause = causeOf(error);
    if (cause?.name === 'InvalidParameterException') return { refused: cause.message };
    throw isWithoutCredentials(error) ? withoutCredentials(cause) : error;
  }
}

function withoutCredentials(cause: Error | undefined): TrailbotError {
  return new TrailbotError({
    code: 'config_missing',
    message: `There are no AWS credentials, or AWS does not take them (${cause?.name ?? 'none found'}).`,
    hint: `Sign in as for any AWS tool (aws sso login, AWS_PROFILE or --profile, or keys in the environment), then try again. It takes the right ${ACTION}.`,
    cause,
  });
}
