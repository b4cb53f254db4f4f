import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { GetMetricStatisticsCommand } from '@aws-sdk/client-cloudwatch';
import { DescribeMetricFiltersCommand, FilterLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadCatalog } from '../../bot/catalog/load-catalog.ts';
import { LOG_GROUP } from '../../bot/domain/naming.ts';
import { TEMPLATES } from '../../bot/entry/local-world.ts';
import { stopLogging } from '../support/trail-records.ts';
import { eventually, startWorld, type TestWorld, textOf } from '../support/world.ts';

/** With names that nothing is called: the last of them stands in another part than the first. */
const NAMES = [
  'StopLogging',
  ...Array.from({ length: 60 }, (_, index) => `DeleteThis${index}`),
  'DeleteTrail',
];
const FILTER = `{ ($.eventSource = "cloudtrail.amazonaws.com") && (${NAMES.map((name) => `($.eventName = "${name}")`).join(' || ')}) }`;

/** The templates, of which one detection has a filter that no metric filter can hold. */
function writeTemplates(): string {
  const folder = mkdtempSync(join(tmpdir(), 'trailbot-templates-'));
  cpSync(fileURLToPath(TEMPLATES), folder, { recursive: true });
  const file = join(folder, 'detections', 'cloudtrail-changes.yml');
  const text = readFileSync(file, 'utf8').replace(/^filter:.*\n(?: .*\n)*/m, `filter: '${FILTER}'\n`);
  writeFileSync(file, text.replace(/^signal:.*\n(?: .*\n)*/m, ''));
  return folder;
}

let folder: string;
let world: TestWorld;
beforeAll(async () => {
  folder = writeTemplates();
  const all = loadCatalog(folder);
  const detections = all.detections.filter(({ id }) => id === 'cloudtrail-changes');
  expect(detections[0]?.filter).toBe(FILTER);
  world = await startWorld([], { catalog: { ...all, detections }, stream: false });
});
afterAll(async () => {
  await world.close();
  rmSync(folder, { recursive: true });
});

async function counted(): Promise<number> {
  const { Datapoints = [] } = await world.clients.cloudWatch.send(
    new GetMetricStatisticsCommand({
      Namespace: 'Trailbot',
      MetricName: 'cloudtrail-changes',
      StartTime: new Date(Date.now() - 3_600_000),
      EndTime: new Date(Date.now() + 3_600_000),
      Period: 60,
      Statistics: ['Sum'],
    }),
  );
  return Datapoints.reduce((sum, { Sum = 0 }) => sum + Sum, 0);
}

describe('a detection whose filter is too long for one metric filter', () => {
  it('has several, and AWS would not take the whole', async () => {
    const { metricFilters = [] } = await world.clients.logs.send(
      new DescribeMetricFiltersCommand({ logGroupName: LOG_GROUP }),
    );
    expect(metricFilters.map(({ filterName }) => filterName)).toEqual([
      'cloudtrail-changes-part1',
      'cloudtrail-changes-part2',
      'cloudtrail-changes-part3',
    ]);
    const whole = new FilterLogEventsCommand({ logGroupName: LOG_GROUP, filterPattern: FILTER });
    await expect(world.clients.logs.send(whole)).rejects.toThrow();
  });

  it('counts an event of any part once, and its alarm finds the event', async () => {
    await world.put(stopLogging('alice'));
    const message = await eventually(world, () => world.channel()[0]);
    await eventually(world, () => textOf(world.channel()[0] ?? message).includes('StopLogging'));
    expect(await counted()).toBe(1);
    await world.put(stopLogging('alice', { eventName: 'DeleteTrail', eventID: crypto.randomUUID() }));
    await eventually(world, () => world.channel().some((one) => textOf(one).includes('DeleteTrail')));
    expect(await counted()).toBe(2);
  });
});
