// An existing KMS key has to let in who works with it: else alarms stop without a word. What its policy lacks is printed.
import type { KeyPlace } from '../domain/deployment/key-statements.ts';
import { parseArn } from '../domain/parse-arn.ts';
import { readingOf } from '../flow/reading-of.ts';
import type { AccountLook, FoundKey } from '../ports/setup.ts';
import type { Place } from './find-leftovers.ts';
import { type Checked, NOTHING_FOUND, refused, together, told } from './found-in-account.ts';
import { alarmUse, judgeUse, type KeyUse, logUse, roleUse, trailUses } from './key-uses.ts';

/** One thing that is encrypted with a key of its owner's. */
interface Encrypted {
  /** Begins a sentence: "Topic arn:…". */
  readonly what: string;
  /** Id, ARN or alias. */
  readonly keyId: string;
  readonly uses: readonly KeyUse[];
  /** Whether it can only work when all uses are allowed: else it is told, and nothing is refused. */
  readonly isNeeded: boolean;
}

/** Of the topic that alarms notify. @param keyId - undefined: it is not encrypted */
export async function checkTopicKey(
  place: Place,
  account: AccountLook,
  topicArn: string,
  keyId: string | undefined,
): Promise<Checked> {
  if (keyId === undefined || keyId === '') return NOTHING_FOUND;
  if (keyId.endsWith('alias/aws/sns')) return keyOfAws(topicArn, 'alias/aws/sns');
  const uses = [alarmUse(keyPlaceOf(place))];
  const what = `Topic ${topicArn}`;
  return checkKey({ what, keyId, uses, isNeeded: true }, account, () => keyOfAws(topicArn, keyId));
}

/** `existing.kmsKeyArn`, and the keys of an existing bucket and log group. */
export async function checkKeys(place: Place, account: AccountLook): Promise<Checked> {
  const encrypted = await Promise.all([ownKey(place), ofBucket(place, account), ofLogGroup(place, account)]);
  return together(
    await Promise.all(
      encrypted.map((it) =>
        it === undefined ? NOTHING_FOUND : 'what' in it ? checkKey(it, account, () => NOTHING_FOUND) : it,
      ),
    ),
  );
}

function ownKey(place: Place): Encrypted | undefined {
  const { existing, encryption } = place.plan;
  const { kmsKeyArn: keyId } = existing;
  if (keyId === undefined) return undefined;
  const keyPlace = keyPlaceOf(place);
  const isForData = encryption === 'kms';
  const uses = [
    alarmUse(keyPlace),
    roleUse(keyPlace),
    ...(isForData && !existing.logGroup ? [logUse(keyPlace)] : []),
    ...(isForData && !existing.trail ? trailUses(keyPlace) : []),
  ];
  return { what: 'Trailbot', keyId, uses, isNeeded: true };
}

async function ofBucket(place: Place, account: AccountLook): Promise<Encrypted | Checked | undefined> {
  const { trail, bucket } = place.plan.existing;
  if (bucket === undefined || trail) return undefined;
  const what = `Bucket ${bucket}`;
  const found = await readingOf(() => account.bucketKey(bucket));
  if (!('value' in found))
    return told(`What ${what} is encrypted with could not be looked at: ${found.because}`);
  if (found.value === undefined) return undefined;
  const { keyId, isBucketKey } = found.value;
  // https://docs.aws.amazon.com/awscloudtrail/latest/userguide/encrypting-cloudtrail-log-files-with-aws-kms.html
  return { what, keyId, uses: trailUses(keyPlaceOf(place)), isNeeded: isBucketKey };
}

/** It works as it is; that it will go on depends on its key. Whether it can be read at all is told elsewhere. */
async function ofLogGroup(place: Place, account: AccountLook): Promise<Encrypted | undefined> {
  const { existing, logGroup } = place.plan;
  if (!existing.logGroup) return undefined;
  const found = await readingOf(() => account.logGroup(logGroup));
  const keyId = 'value' in found ? found.value?.keyId : undefined;
  const uses = [logUse(keyPlaceOf(place))];
  return keyId === undefined ? undefined : { what: `Log group ${logGroup}`, keyId, uses, isNeeded: false };
}

async function checkKey(
  { what, keyId, uses, isNeeded }: Encrypted,
  account: AccountLook,
  whenOfAws: () => Checked,
): Promise<Checked> {
  const found = await readingOf(() => account.key(keyId));
  const statements = uses.map(({ statement }) => statement);
  if (!('value' in found))
    return told(
      `${what} uses key ${keyId}, which could not be looked at: ${found.because} Its policy has to have these statements, or others to the same effect: ${JSON.stringify(statements)}`,
    );
  const key = found.value;
  if (key === undefined)
    return refused(
      `${what} names the key ${keyId}, and there is none.`,
      'Correct it, or choose another key.',
    );
  if (key.isAwsManaged) return whenOfAws();
  return together([checkState(what, key), judgeUses(what, key, uses, isNeeded)]);
}

function checkState(what: string, { arn, state }: FoundKey): Checked {
  return state === 'Enabled'
    ? NOTHING_FOUND
    : refused(
        `${what} uses key ${arn}, which is not to be used (${state}).`,
        'Enable it, or cancel its deletion, in the KMS console; or choose another key.',
      );
}

function judgeUses(what: string, key: FoundKey, uses: readonly KeyUse[], isNeeded: boolean): Checked {
  const withVerdict = (...verdicts: readonly string[]) =>
    uses.filter((use) => verdicts.includes(judgeUse(key, use)));
  const lacking = withVerdict('missing');
  const barred = withVerdict('denied');
  const unsure = withVerdict('unsure');
  const without = (those: readonly KeyUse[]) => [...new Set(those.map((use) => use.without))].join('; ');
  const statements = (those: readonly KeyUse[], indent?: number) =>
    JSON.stringify(
      those.map(({ statement }) => statement),
      undefined,
      indent,
    );
  const where = `the policy of key ${key.arn}`;
  return together([
    ...(lacking.length === 0
      ? []
      : isNeeded
        ? [
            refused(
              `${what} uses key ${key.arn}, whose policy lacks what it takes: ${without(lacking)}.`,
              `Add these to the Statement list of its policy (KMS console, the key, Key policy, Edit), then try again:\n${statements(lacking, 2)}`,
            ),
          ]
        : [
            told(
              `${what} uses key ${key.arn}, whose policy may lack what it takes: ${without(lacking)}. If so, add to its Statement list: ${statements(lacking)}`,
            ),
          ]),
    ...(barred.length === 0
      ? []
      : [
          refused(
            `${what}: ${where} has a Deny that takes away what it takes: ${without(barred)}.`,
            `Have that Deny leave out ${barred.flatMap(({ principals }) => principals.slice(0, 1)).join(', ')}.`,
          ),
        ]),
    ...(unsure.length === 0
      ? []
      : [
          told(
            `${what}: ${where} allows what it takes on conditions of which nobody knows from here whether they hold. If not: ${without(unsure)}. To be sure, add to its Statement list: ${statements(unsure)}`,
          ),
        ]),
  ]);
}

/** Its policy is AWS's own, and lets no alarm in: https://repost.aws/knowledge-center/cloudwatch-receive-sns-for-alarm-trigger */
function keyOfAws(topicArn: string, key: string): Checked {
  return refused(
    `Topic ${topicArn} is encrypted with ${key}, a key that AWS manages, with which no alarm can publish to it.`,
    'Choose a key of your own for it, with cloudwatch.amazonaws.com allowed to use it, or take the encryption off.',
  );
}

function keyPlaceOf({ plan, caller }: Place): KeyPlace {
  const partition = parseArn(caller.arn)?.partition ?? 'aws';
  const { region, trailName, logGroup } = plan;
  const urlSuffix = partition === 'aws-cn' ? 'amazonaws.com.cn' : 'amazonaws.com';
  return { partition, region, accountId: caller.accountId, urlSuffix, trailName, logGroup };
}
