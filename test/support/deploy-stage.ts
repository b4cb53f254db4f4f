// An account, a CDK, a settings file and a person, all in memory, for the stories of deploying and removing.
import { readFileSync } from 'node:fs';
import { parseSettings } from '../../bot/catalog/load-catalog.ts';
import { parseTemplate, type StackTemplate } from '../../bot/domain/deployment/stack-template.ts';
import type { Detection } from '../../bot/domain/detection/detection.ts';
import { TrailbotError } from '../../bot/domain/errors.ts';
import type { Settings } from '../../bot/domain/settings.ts';
import type { AccountLook, Cdk, FoundStack, FoundTrail } from '../../bot/ports/setup.ts';
import type { Terminal } from '../../bot/ports/terminal.ts';
import type { DeployDeps, DeployOptions } from '../../bot/setup/prepare-deployment.ts';

export const ACCOUNT = '123456789012';
export const CALLER = { accountId: ACCOUNT, arn: `arn:aws:sts::${ACCOUNT}:assumed-role/Admin/alex` };
export const REQUEST_URL = 'https://abc123.lambda-url.us-east-1.on.aws/';
export const BUCKET = `company-cloudtrail-logs-${ACCOUNT}`;
/** As it comes with the repository, whatever a company has answered since. */
export const SETTINGS_TEXT = readFileSync('templates/settings.yml', 'utf8').replace(
  /\ndeployment:[\s\S]*$/,
  '\ndeployment:\n  # What has to be complied with.\n  presets: []\n',
);
export const MANIFEST = readFileSync('templates/slack-manifest.yml', 'utf8');

/** One detection is enough: names are made for each in the same way. */
export const DETECTION: Detection = {
  id: 'root-usage',
  title: 'Root account used',
  severity: 'critical',
  why: 'Root can do anything.',
  filter: '{ $.userIdentity.type = "Root" }',
  alarm: { threshold: 1, period: 60 },
  raise: [],
  queries: [],
  contain: 'none',
  frameworks: {},
  runbook: [],
  examples: [],
};

export function template(resources: { readonly [id: string]: object }): StackTemplate {
  const parsed = parseTemplate(JSON.stringify({ Resources: resources }));
  if (parsed === undefined) throw new Error('not a template');
  return parsed;
}

export const TEMPLATE = template({
  Trail: { Type: 'AWS::CloudTrail::Trail', Properties: { TrailName: 'company-security-audit-trail' } },
  Bucket: { Type: 'AWS::S3::Bucket', Properties: { BucketName: BUCKET }, DeletionPolicy: 'Retain' },
  Alarm: { Type: 'AWS::CloudWatch::Alarm', Properties: { AlarmName: 'root-usage' } },
});

export function stackOf(
  resources: readonly (readonly [type: string, physicalId: string])[] = [],
  status = 'UPDATE_COMPLETE',
): FoundStack {
  return { status, outputs: { RequestUrl: REQUEST_URL }, resources: resources.map(named), left: [] };
}

/** What a first deployment that failed leaves, with what it keeps. */
export function failedStack(left: readonly (readonly [type: string, physicalId: string])[] = []): FoundStack {
  return { status: 'ROLLBACK_COMPLETE', outputs: {}, resources: [], left: left.map(named) };
}

function named([type, physicalId]: readonly [type: string, physicalId: string]) {
  return { type: `AWS::${type}`, physicalId };
}

/** Records everything, in every Region, into a log group of its own. */
export function trailOf(name: string, changes: Partial<FoundTrail> = {}): FoundTrail {
  const homeRegion = changes.homeRegion ?? 'us-east-1';
  const accountId = changes.accountId ?? ACCOUNT;
  const arn = `arn:aws:cloudtrail:${homeRegion}:${accountId}:trail/${name}`;
  return {
    name,
    arn,
    accountId,
    homeRegion,
    description: {
      Name: name,
      TrailARN: arn,
      S3BucketName: 'their-logs',
      IsMultiRegionTrail: true,
      IncludeGlobalServiceEvents: true,
      LogFileValidationEnabled: true,
      CloudWatchLogsLogGroupArn: `arn:aws:logs:${homeRegion}:${accountId}:log-group:their/trail:*`,
    },
    selectors: { value: { EventSelectors: [{ ReadWriteType: 'All', IncludeManagementEvents: true }] } },
    ...changes,
  };
}

/** Bootstrapped, and with nothing in it. */
export function accountOf(changes: Partial<AccountLook> = {}): AccountLook {
  const nothing = async () => undefined;
  return {
    caller: async () => CALLER,
    bootstrapVersion: async () => 30,
    stack: nothing,
    template: nothing,
    whyFailed: nothing,
    trails: async () => [],
    logGroup: nothing,
    bucket: nothing,
    table: nothing,
    bucketKey: nothing,
    topic: nothing,
    emailsOf: async () => [],
    key: nothing,
    concurrency: async () => ({ unreserved: 1_000, reserved: 0 }),
    alarms: async () => [],
    hasRole: async () => false,
    ...changes,
  };
}

/** A person who answers by flag; what has no answer finds nobody to ask. */
export interface Answers {
  readonly [flag: string]: string | readonly string[] | undefined;
  /** To every confirmation, in turn; the last one goes on. */
  readonly confirm?: readonly string[];
}

export function terminalOf(answers: Answers, said: string[], asked: string[]): Terminal {
  const confirmations = [...(answers.confirm ?? [])];
  function answer(flag: string): string | readonly string[] {
    const found = answers[flag];
    if (found === undefined)
      throw new TrailbotError({ code: 'terminal_missing', message: 'Nobody.', hint: `Give ${flag}.` });
    asked.push(flag);
    return found;
  }
  return {
    say: (text) => void said.push(text),
    async ask({ flag, suggested, check }) {
      const given = answer(flag);
      const text = given === 'suggested' ? (suggested ?? '') : String(given);
      const wrong = check?.(text);
      if (wrong !== undefined) throw new Error(wrong);
      return text;
    },
    askSecret: async ({ flag }) => String(answer(flag)),
    async choose({ flag, options, suggested }) {
      const given = answer(flag);
      if (given === 'suggested') return suggested ?? [];
      return options.map(({ value }) => value).filter((value) => given.includes(value));
    },
    async confirm(message) {
      if (confirmations.length === 0) answer('--yes');
      asked.push(`? ${message}`);
      const next = confirmations.length > 1 ? confirmations.shift() : confirmations[0];
      return next === 'yes';
    },
  };
}

export interface DeployStage {
  readonly deps: DeployDeps;
  readonly said: string[];
  /** Flags of what was asked, and `? …` for each confirmation, in order. */
  readonly asked: string[];
  /** What was done, in order: `synth kept`, `bootstrap …`, `deploy {…}`, `write`. */
  readonly done: string[];
  readonly regions: string[];
  text(): string;
  settings(): Settings;
}

/** @param account - for each Region, or one for all */
export function deployStage(
  answers: Answers,
  account: AccountLook | ((region: string) => AccountLook) = accountOf(),
  changes: { readonly text?: string; readonly cdk?: Partial<Cdk> } = {},
): DeployStage {
  let text = changes.text ?? SETTINGS_TEXT;
  const said: string[] = [];
  const asked: string[] = [];
  const done: string[] = [];
  const regions: string[] = [];
  const cdk: Cdk = {
    async synth(_settings, keep) {
      done.push(keep ? 'synth kept' : 'synth');
      return TEMPLATE;
    },
    async bootstrap(accountId, region) {
      done.push(`bootstrap ${accountId} ${region}`);
      return true;
    },
    async deploy(parameters) {
      done.push(`deploy ${JSON.stringify(parameters)}`);
      return { RequestUrl: REQUEST_URL, ArchiveBucket: BUCKET };
    },
    async destroy() {
      done.push('destroy');
      return true;
    },
    ...changes.cdk,
  };
  const deps: DeployDeps = {
    terminal: terminalOf(answers, said, asked),
    settings: {
      read: () => text,
      write(next) {
        done.push('write');
        text = next;
      },
    },
    detections: [DETECTION],
    account(region) {
      regions.push(region);
      return typeof account === 'function' ? account(region) : account;
    },
    cdk,
    manifest: MANIFEST,
  };
  const settings = () => parseSettings('settings.yml', text);
  return { deps, said, asked, done, regions, text: () => text, settings };
}

export const OPTIONS: DeployOptions = { dryRun: false, eventsPerMonth: 1_000_000 };
export const DRY: DeployOptions = { ...OPTIONS, dryRun: true };
export const ANSWERS: Answers = {
  '--account': 'suggested',
  '--region': 'suggested',
  '--email': 'alex@example.com, sam@example.com',
  '--channel': 'suggested',
  '--presets': [],
  confirm: ['yes'],
};
export const DEPLOYED = `${SETTINGS_TEXT}  accountId: '${ACCOUNT}'\n  emails: [alex@example.com]\n`;
export const DEPLOY = 'deploy {}';
