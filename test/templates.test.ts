// Every template, as it is shipped: valid, and each example judged as its author says.
import { readdirSync, readFileSync } from 'node:fs';
import { Functions } from '@aws-lambda-powertools/jmespath/functions';
import { describe, expect, it } from 'vitest';
import { loadCatalog, parseDetection } from '../bot/catalog/load-catalog.ts';
import { compileDetection } from '../bot/domain/detection/compile-detection.ts';
import type { Detection, Example } from '../bot/domain/detection/detection.ts';
import { RecordFunctions } from '../bot/domain/detection/jmespath-functions.ts';
import { parseTrailEvent } from '../bot/domain/event/parse-trail-event.ts';

const FOLDER = new URL('../templates/', import.meta.url);
const OWN_ACCOUNTS = new Set([
  ...['123456789012', '210987654321', '111111111111', '222222222222', '333333333333', '444444444444'],
  ...['111122223333', '444455556666', '999999999999', '000000000000'],
]);
const DOCUMENTATION_ADDRESS = /^(192\.0\.2|198\.51\.100|203\.0\.113)\.\d{1,3}$/;
const ADDRESS = /(?<![\d./])\d{1,3}(?:\.\d{1,3}){3}(?![\d.])/g;
const PRIVATE_OR_ANY = /^(0\.0\.0\.0|10\.|172\.(1[6-9]|2\d|3[01])\.|192\.168\.)/;
const ACCOUNT = /(?<![\w-])\d{12}(?![\w-])/g;

const { detections, queries } = loadCatalog(FOLDER);
const TITLES = new Map(queries.map(({ id, title }) => [id, title]));

describe.each(detections.map((detection) => [detection.id, detection] as const))('%s', (id, detection) => {
  const compiled = compileDetection(detection);

  it.each(detection.examples.map((example) => [example.name, example] as const))(
    'judges: %s',
    (_, example) => {
      const verdict = compiled.judge(parseTrailEvent(example.event));
      expect(summaryOf(verdict)).toEqual(expected(detection, example));
    },
  );

  it('can be judged on every example with any part of the record gone', () => {
    for (const { name, event } of detection.examples) {
      for (const key of Object.keys(event)) {
        const verdict = compiled.judge(parseTrailEvent({ ...event, [key]: null }));
        expect(verdict?.because.join() ?? '', `${name}, ${key}: null`).not.toMatch(/could not be/);
      }
    }
  });

  it('names no account and no address that could be somebody else’s', () => {
    const text = readFileSync(new URL(`detections/${id}.yml`, FOLDER), 'utf8');
    const accounts = text.match(ACCOUNT) ?? [];
    expect(accounts.filter((account) => !OWN_ACCOUNTS.has(account))).toEqual([]);
    const addresses = text.match(ADDRESS) ?? [];
    expect(addresses.filter((it) => !DOCUMENTATION_ADDRESS.test(it) && !PRIVATE_OR_ANY.test(it))).toEqual([]);
  });

  it('sends nobody in its runbook to a question that the alert does not offer first', () => {
    const offered = detection.queries.map((query) => TITLES.get(query) ?? '');
    const asked = detection.runbook.flatMap((step) => step.split(/\bask: /i).slice(1));
    for (const rest of asked)
      expect(
        offered.filter((title) => rest.startsWith(title)),
        rest,
      ).toHaveLength(1);
  });

  it('tells editors where its schema is', () => {
    const text = readFileSync(new URL(`detections/${id}.yml`, FOLDER), 'utf8');
    expect(text.split('\n', 1)[0]).toBe('# yaml-language-server: $schema=../detection.schema.json');
  });
});

describe('the walk-through in templates/README.md', () => {
  const text = readFileSync(new URL('README.md', FOLDER), 'utf8');
  const file = /```yaml\n# templates\/detections\/(\S+)\n([\s\S]*?)```/.exec(text);

  it('is a detection that works as it stands', () => {
    const detection = parseDetection(file?.[1] ?? '', file?.[2] ?? '');
    const { judge } = compileDetection(detection);
    for (const example of detection.examples) {
      expect(summaryOf(judge(parseTrailEvent(example.event))), example.name).toEqual(
        expected(detection, example),
      );
    }
  });

  it('explains every function that a signal can use beyond the specification', () => {
    const own = new RecordFunctions();
    own.introspectMethods();
    const standard = new Functions();
    standard.introspectMethods();
    const names = [...own.methods].filter((name) => !standard.methods.has(name));
    const explained = [...text.matchAll(/^\| `(\w+)\(/gm)].map(([, name]) =>
      `func_${name}`.replace(/_(\w)/g, (_, c) => c.toUpperCase()),
    );
    expect(explained.sort()).toEqual(names.sort());
  });
});

describe('the catalog', () => {
  it('has one detection for each file', () => {
    const files = readdirSync(new URL('detections/', FOLDER)).map((name) => name.replace(/\.yml$/, ''));
    expect(detections.map(({ id }) => id)).toEqual(files.sort());
  });

  it('counts within the limit of 100 metric filters a log group', () => {
    expect(detections.length).toBeLessThan(100);
  });
});

function summaryOf(verdict: ReturnType<ReturnType<typeof compileDetection>['judge']>) {
  if (verdict === undefined) return { fires: false };
  return { fires: true, lane: verdict.lane, severity: verdict.severity };
}

/** An example that is not about severity takes whatever the rules give. */
function expected(detection: Detection, { fires, lane, severity }: Example) {
  if (!fires) return { fires };
  return { fires, lane: lane ?? 'page', severity: severity ?? expect.toBeOneOf(raisable(detection)) };
}

function raisable(detection: Detection) {
  return [detection.severity, ...detection.raise.map(({ to }) => to)];
}
