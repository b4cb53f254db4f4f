// `npm run bench`: how fast the bot is, as one table. `--quick` takes smaller samples.
import { parseArgs } from 'node:util';
import { loadCatalog } from '../../bot/catalog/load-catalog.ts';
import { TEMPLATES } from '../../bot/entry/local-world.ts';
import { measureAlarmCpu } from './measure-alarm-cpu.ts';
import { measureBundles } from './measure-bundles.ts';
import { measureMatching } from './measure-matching.ts';
import { measureReplay } from './measure-replay.ts';
import { measureRoundTrips } from './measure-round-trips.ts';
import { measureCatalogStart, measureWorldStart } from './measure-start.ts';
import { renderTable } from './row.ts';

const LONGEST_MS = 300_000;
const FULL = {
  roundTrips: 5,
  alarms: 40,
  records: 100_000,
  rounds: 3,
  starts: 3,
  loads: 15,
  archive: 300_000,
};
const QUICK = { roundTrips: 1, alarms: 5, records: 10_000, rounds: 2, starts: 1, loads: 3, archive: 30_000 };

const { values } = parseArgs({ options: { quick: { type: 'boolean', default: false } } });
const size = values.quick ? QUICK : FULL;
setTimeout(() => {
  process.stderr.write(
    `Not done after ${LONGEST_MS / 1_000} s: something hangs, or the machine is very busy.\n`,
  );
  process.exit(1);
}, LONGEST_MS).unref();

// The catalog comes first: it is measured as in a new process.
const catalogStart = measureCatalogStart();
const catalog = loadCatalog(TEMPLATES);
const rows = [
  ...(await measureRoundTrips(catalog, size.roundTrips)),
  ...(await measureAlarmCpu(catalog, size.alarms)),
  ...measureMatching(catalog.detections, size.records, size.rounds),
  ...catalogStart,
  ...(await measureBundles(catalog, size.loads)),
  ...(await measureWorldStart(size.starts)),
  ...(await measureReplay(size.archive, size.rounds)),
];
process.stdout.write(`${renderTable(rows)}\n`);
process.exit();
