// `/trail status` and `/trail test` over the sandbox, through the real adapters.
import { randomUUID } from 'node:crypto';
import { DeleteMetricFilterCommand } from '@aws-sdk/client-cloudwatch-logs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { compileCatalog } from '../../../bot/domain/detection/compile-detection.ts';
import { TrailbotError } from '../../../bot/domain/errors.ts';
import { planTest } from '../../../bot/domain/health/test-record.ts';
import type { Job } from '../../../bot/domain/job.ts';
import type { Message } from '../../../bot/domain/message.ts';
import { LOG_GROUP } from '../../../bot/domain/naming.ts';
import type { AuditEntry } from '../../../bot/domain/triage/audit-entry.ts';
import { connectJobs } from '../../../bot/entry/connect-jobs.ts';
import type { JobDeps } from '../../../bot/flow/job-deps.ts';
import { followTest } from '../../../bot/flow/jobs/follow-test.ts';
import { showStatus } from '../../../bot/flow/jobs/show-status.ts';
import { testChain } from '../../../bot/flow/jobs/test-chain.ts';
import { renderPlainText } from '../../../bot/render/plain-text.ts';
import { createFaultSwitches } from '../../../bot/sandbox/provision/switch-faults.ts';
import { PATIENT } from '../../support/patience.ts';
import { eventually, startWorld, type TestWorld, textOf } from '../../support/world.ts';

const JOB: Job = {
  id: 'j1',
  userId: 'U0EXAMPLE1',
  replyTo: { kind: 'person', channel: 'C0EXAMPLE1', responseUrl: 'https://example.com', share: false },
  work: { kind: 'status' },
};
const QUIET = { info: () => undefined, warn: () => undefined, error: () => undefined };

let world: TestWorld;
let deps: JobDeps;

beforeAll(async () => {
  world = await startWorld(['cloudtrail-changes', 'log-filter-removed', 'root-usage']);
  deps = connectJobs(world.config, world.catalog, QUIET)();
});
afterAll(() => world.close());

const shown = (message: Message | undefined) => (message ? renderPlainText(message) : '');

describe('/trail status', () => {
  it('finds a trail that can be trusted, and says that no alert could be timed yet', async () => {
    const text = shown(await showStatus({ kind: 'status' }, JOB, deps));
    expect(text).toContain('Nothing is broken, 1 unknown');
    expect(text).toContain('Alerts come in time: unknown, because nothing was reported lately');
    expect(text).toContain('✓ It is logging');
  });

  it('leaves the time unknown when the incidents cannot be read', async () => {
    const takeBack = world.aws.faults.add({ service: 'dynamodb', code: 'AccessDeniedException', times: 100 });
    const text = shown(await showStatus({ kind: 'status' }, JOB, deps));
    takeBack();
    expect(text).toContain('because AWS refused dynamodb:Query');
  });
});

describe('a fault that is switched on', () => {
  it('is seen by the detections, as the call of the one who made it', async () => {
    const { aws, catalog } = world;
    const place = { endpoint: aws.url, region: 'us-east-1', catalog };
    const switches = createFaultSwitches({ ...place, trail: aws.trail, faults: aws.faults });
    await switches.set('logging-stopped', true);
    expect(shown(await showStatus({ kind: 'status' }, JOB, deps))).toContain('🔴 It is logging');
    const alert = await eventually(world, () =>
      world.channel().find((message) => textOf(message).includes('mallory')),
    );
    expect(textOf(alert)).toContain('StopLogging');
    await switches.set('logging-stopped', false);
    switches.close();
  });
});

describe('/trail test', () => {
  it('follows a harmless event to Slack, where it is seen to be a test', async () => {
    const text = shown(await testChain({ kind: 'test' }, JOB, deps));
    expect(text).toMatch(/^✅ The test event came through in /);
    for (const hop of ['Written', 'Readable', 'Counted', 'Recorded', 'Told in Slack'])
      expect(text).toContain(hop);
    expect(text).toContain('#security-alerts');
    expect(world.channel().map(textOf).join('\n')).toContain('trailbot-test');
  });

  it('is written down with who sent it, because its record stands in the log for good', async () => {
    const entries: AuditEntry[] = [];
    const audit = { ...deps.audit, add: async (entry: AuditEntry) => void entries.push(entry) };
    const refused = { kind: 'test', detectionId: 'root-usage' } as const;
    await testChain(refused, JOB, { ...deps, audit });
    expect(entries).toEqual([]);
    const putting = {
      put: () => Promise.reject(new TrailbotError({ code: 'aws_denied', message: 'no', hint: '' })),
    };
    await testChain({ kind: 'test' }, JOB, { ...deps, audit, prober: putting });
    expect(entries).toMatchObject([
      { id: 'j1', userId: 'U0EXAMPLE1', deed: { kind: 'tested', detectionId: 'cloudtrail-changes' } },
    ]);
  });

  it('can be done again at once, and takes the new event for a new one', async () => {
    const text = shown(await testChain({ kind: 'test', detectionId: 'log-filter-removed' }, JOB, deps));
    expect(text).toMatch(/^✅/);
    expect(text).toContain('A harmless event for');
  });

  it('is refused for what it would have to accuse root of, and for a name that is no detection', async () => {
    const refused = shown(await testChain({ kind: 'test', detectionId: 'root-usage' }, JOB, deps));
    expect(refused).toContain('a test is only ever sent in the name of trailbot-test');
    expect(shown(await testChain({ kind: 'test', detectionId: '<!channel>' }, JOB, deps))).toContain(
      'There is no such detection.',
    );
  });

  const follow = (withinMs: number, change: Partial<JobDeps> = {}) => {
    const plan = planTest(compileCatalog(world.catalog.detections), undefined, {
      id: randomUUID().slice(0, 8),
      now: new Date(),
      accountId: undefined,
    });
    if ('refused' in plan) throw new Error(plan.refused);
    return followTest(plan, withinMs, { ...deps, ...change });
  };

  it('stops at the first stretch that is not passed, and says where to look', async () => {
    await world.clients.logs.send(
      new DeleteMetricFilterCommand({ logGroupName: LOG_GROUP, filterName: 'cloudtrail-changes' }),
    );
    await expect.poll(async () => (await deps.alarms.state('cloudtrail-changes'))?.value, PATIENT).toBe('OK');
    // Only waiting takes time: fifteen looks, however long each of them takes.
    let now = Date.now();
    const hops = await follow(1_500, {
      clock: { now: () => new Date(now) },
      pause: async () => {
        now += 100;
      },
    });
    expect(hops.map(({ name, tookMs }) => [name, tookMs !== undefined])).toEqual([
      ['Written to the log group', true],
      ['Readable', true],
      ['Counted, and the alarm went off', false],
    ]);
    expect(hops.at(-1)?.detail).toContain('Look at the alarm cloudtrail-changes and its metric filter');
  });

  it('says what AWS refused, and what to allow', async () => {
    const takeBack = world.aws.faults.add({
      service: 'logs',
      operation: 'PutLogEvents',
      code: 'AccessDeniedException',
      times: 100,
    });
    const hops = await follow(300);
    takeBack();
    expect(hops).toMatchObject([{ name: 'Written to the log group', tookMs: undefined }]);
    expect(hops[0]?.detail).toContain('Allow logs:PutLogEvents');
  });
});
