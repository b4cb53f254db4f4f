import { describe, expect, it } from 'vitest';
import { parseSettings } from '../../bot/catalog/load-catalog.ts';
import type { FoundTrail } from '../../bot/ports/setup.ts';
import { askTrail } from '../../bot/setup/ask-trail.ts';
import { ACCOUNT, SETTINGS_TEXT, terminalOf, trailOf } from '../support/deploy-stage.ts';

const SETTINGS = parseSettings('settings.yml', SETTINGS_TEXT);
const WRITES = { value: { EventSelectors: [{ ReadWriteType: 'WriteOnly', IncludeManagementEvents: true }] } };
const { description } = trailOf('theirs');

interface Setting {
  readonly given?: string;
  readonly deployed?: boolean;
  readonly answer?: string | readonly string[];
  readonly settings?: typeof SETTINGS;
}

/** What settings.yml says then, and the choices that were offered. */
async function ask(trails: readonly FoundTrail[] | undefined, setting: Setting = {}) {
  const { given, deployed = false, answer = 'suggested', settings = SETTINGS } = setting;
  const offered: string[] = [];
  const terminal = terminalOf({ '--trail': answer }, [], []);
  const choose: typeof terminal.choose = (question) => {
    offered.push(...question.options.map(({ label }) => label));
    return terminal.choose(question);
  };
  const seen = { accountId: ACCOUNT, trails, deployed };
  const changes = await askTrail(
    { settings, given, seen },
    { terminal: { ...terminal, choose }, dryRun: false },
  );
  return { offered, said: Object.fromEntries(changes.map(({ path, value }) => [path.join('.'), value])) };
}

describe('which trail is watched', () => {
  it('is asked when the account has one, best first, with what each records', async () => {
    const bare = { ...description, CloudWatchLogsLogGroupArn: undefined };
    const { offered, said } = await ask([
      trailOf('writes', { selectors: WRITES }),
      trailOf('bare', { description: bare }),
      trailOf('whole'),
    ]);
    expect(offered).toEqual([
      'whole (us-east-1, all management events, with a log group)',
      'bare (us-east-1, all management events, no log group yet)',
      'writes (us-east-1, not all management events, with a log group)',
      'A new one, beside what is there',
    ]);
    expect(said).toEqual({
      'trail.name': 'whole',
      'deployment.existing.trail': true,
      'trail.logGroup': 'their/trail',
      'deployment.existing.logGroup': true,
    });
  });

  it('is a new one by suggestion, when none that is there records everything', async () => {
    const { offered, said } = await ask([trailOf('writes', { selectors: WRITES })]);
    expect(offered).toHaveLength(2);
    expect(said).toEqual({});
  });

  it('is never one of another account, or of one Region', async () => {
    const oneRegion = trailOf('one', { description: { ...description, IsMultiRegionTrail: false } });
    const { offered } = await ask([trailOf('theirs', { accountId: '210987654321' }), oneRegion]);
    expect(offered).toEqual([]);
  });

  it.each([
    ['Trailbot is deployed', { deployed: true }],
    ['the settings name one that is there', { settings: withTrail() }],
  ])('is not asked when %s', async (_, setting) => {
    expect(await ask([trailOf('whole')], setting)).toEqual({ offered: [], said: {} });
  });

  it('is not asked when nobody may look', async () => {
    expect(await ask(undefined)).toEqual({ offered: [], said: {} });
  });

  it('is what the flag says, with the Region and the log group where it is', async () => {
    const elsewhere = trailOf('theirs', { homeRegion: 'eu-west-1' });
    expect((await ask([elsewhere], { given: 'theirs', deployed: true })).said).toEqual({
      'trail.name': 'theirs',
      'trail.homeRegion': 'eu-west-1',
      'deployment.existing.trail': true,
      'trail.logGroup': 'their/trail',
      'deployment.existing.logGroup': true,
    });
    expect((await ask([elsewhere], { given: 'new' })).said).toEqual({});
    expect((await ask([elsewhere], { given: 'new', settings: withTrail() })).said).toEqual({
      'deployment.existing.trail': false,
    });
  });

  it('takes no log group that is another account’s', async () => {
    const arn = 'arn:aws:logs:us-east-1:210987654321:log-group:central:*';
    const foreign = trailOf('theirs', { description: { ...description, CloudWatchLogsLogGroupArn: arn } });
    const { said } = await ask([foreign], { given: 'theirs' });
    expect(said).toEqual({ 'trail.name': 'theirs', 'deployment.existing.trail': true });
  });

  it('cannot be one that is not there, or another account’s', async () => {
    const trails = [trailOf('mine'), trailOf('org', { accountId: '210987654321' })];
    await expect(ask(trails, { given: 'mien' })).rejects.toMatchObject({
      code: 'deployment_refused',
      hint: 'Give --trail new, or --trail mine.',
    });
    await expect(ask(trails, { given: 'org' })).rejects.toMatchObject({
      message: expect.stringContaining('210987654321'),
    });
  });
});

function withTrail(): typeof SETTINGS {
  const { deployment } = SETTINGS;
  return { ...SETTINGS, deployment: { ...deployment, existing: { ...deployment.existing, trail: true } } };
}
