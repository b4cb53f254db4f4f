// Which suppressions a replay goes by: those of the deployed bot, or those that somebody wrote down in a file.
import { basename } from 'node:path';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { type AwsAccess, explainFailure, optionsOf } from '../aws/replay/aws-access.ts';
import { callAsCaller, causeOf } from '../aws/setup/call-as-caller.ts';
import { createSuppressions } from '../aws/suppressions.ts';
import { parseExpected } from '../catalog/parse-expected.ts';
import type { Detection } from '../domain/detection/detection.ts';
import { TrailbotError } from '../domain/errors.ts';
import { TABLE } from '../domain/naming.ts';
import type { Expected } from '../domain/replay/hide-expected.ts';
import { readText } from './read-text.ts';
import { systemClock } from './system-clock.ts';

/** A file, or how to reach the account that the bot is in. */
export type SuppressionsAsked = { readonly file: string } | { readonly access: AwsAccess };

/**
 * @param detections - that a file may be about
 * @throws TrailbotError `input_unreadable` for a file; else `deployment_refused` where no bot is deployed,
 * `config_missing`, `aws_denied` or `aws_failed`
 */
export async function loadSuppressions(
  asked: SuppressionsAsked,
  detections: readonly Detection[],
): Promise<readonly Expected[]> {
  if ('access' in asked) return readDeployed(asked.access);
  return parseExpected(basename(asked.file), read(asked.file), detections);
}

async function readDeployed(access: AwsAccess): Promise<readonly Expected[]> {
  const dynamo = DynamoDBDocumentClient.from(new DynamoDBClient(optionsOf(access)));
  const log = { warn: (message: string, fields?: object) => console.error(message, fields) };
  const suppressions = createSuppressions({ dynamo }, TABLE, systemClock, log);
  try {
    const active = await callAsCaller('dynamodb:Query', () => suppressions.active());
    return active.map((suppression) => ({ suppression, fromAnywhere: false }));
  } catch (error) {
    if (!(error instanceof TrailbotError) || error.code === 'aws_denied') throw error;
    const place = `The table ${TABLE} in ${access.region ?? 'the default Region'}`;
    if (causeOf(error)?.name !== 'ResourceNotFoundException')
      throw explainFailure(error, 'dynamodb:Query', place);
    throw notDeployed(place, error);
  } finally {
    dynamo.destroy();
  }
}

function notDeployed(place: string, cause: TrailbotError): TrailbotError {
  return new TrailbotError({
    code: 'deployment_refused',
    message: `${place} is not there: Trailbot is not deployed in this account and Region.`,
    hint: 'Choose the account with --profile and the Region with --region, or give --suppressions a file.',
    cause,
  });
}

function read(file: string): string {
  return readText(file, {
    message: `${file} could not be read as a list of suppressions.`,
    hint: 'Give --suppressions a YAML or JSON file. Without one, those of the deployed bot are read: write the flag behind the paths then.',
  });
}
