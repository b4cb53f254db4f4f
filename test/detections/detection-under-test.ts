// Judges a made-up call with one shipped detection: the cases in this folder say only what is different about theirs.
import { readFileSync } from 'node:fs';
import { parseDetection } from '../../bot/catalog/load-catalog.ts';
import { compileDetection } from '../../bot/domain/detection/compile-detection.ts';
import { parseTrailEvent } from '../../bot/domain/event/parse-trail-event.ts';
import type { JsonObject } from '../../bot/domain/event/trail-event.ts';

const FOLDER = new URL('../../templates/detections/', import.meta.url);

/** `quiet`, `review`, or `page <severity>`. */
export type Judgement = (call: JsonObject) => string;

export function judgementOf(id: string): Judgement {
  const compiled = compileDetection(
    parseDetection(`${id}.yml`, readFileSync(new URL(`${id}.yml`, FOLDER), 'utf8')),
  );
  return (call) => {
    const verdict = compiled.judge(parseTrailEvent({ ...COMMON, ...call }));
    if (verdict === undefined) return 'quiet';
    return verdict.lane === 'review' ? 'review' : `page ${verdict.severity}`;
  };
}

const COMMON: JsonObject = {
  eventVersion: '1.11',
  eventTime: '2026-03-02T09:14:07Z',
  eventType: 'AwsApiCall',
  awsRegion: 'eu-west-1',
  sourceIPAddress: '203.0.113.24',
  userAgent: 'aws-cli/2.27.41',
  readOnly: false,
  recipientAccountId: '123456789012',
  userIdentity: {
    type: 'IAMUser',
    arn: 'arn:aws:iam::123456789012:user/alice',
    accountId: '123456789012',
    userName: 'alice',
  },
};

/** A session of the deployment pipeline. */
export const PIPELINE: JsonObject = {
  type: 'AssumedRole',
  principalId: 'AROA2EXAMPLE:GitHubActions',
  arn: 'arn:aws:sts::123456789012:assumed-role/github-deploy/GitHubActions',
  accountId: '123456789012',
};
