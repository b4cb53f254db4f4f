import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { loadCatalog, parseDetection, parseQueryTemplate } from '../../bot/catalog/load-catalog.ts';
import { TrailbotError } from '../../bot/domain/errors.ts';
import { computingMs } from '../support/cpu-time.ts';

const TEMPLATES = new URL('../../templates/', import.meta.url);

const DETECTION = `title: A user was made
severity: high
why: A new user is a new way in for whoever made it.
filter: '{ $.eventName = "CreateUser" }'
signal: "!errorCode"
raise:
  - when: starts_with(requestParameters.userName || '', 'admin')
    to: critical
    because: it is called like an administrator
queries: [what-changed]
contain: actor
frameworks: { pci: '10.2.1.5' }
runbook:
  - Look at requestParameters.userName and ask who made it.
  - A new colleague makes it harmless.
examples:
  - name: a user is made
    fires: true
    event: { eventName: CreateUser }
  - name: users are listed
    fires: false
    event: { eventName: ListUsers }
`;

const QUERY = `title: What they changed
question: What did they change?
parameters:
  - { name: who, type: principal, title: User or role }
text: |-
  filter userIdentity.userName = "{{who}}"
  | filter not {{settings.networks}}
  | stats count(*) as calls by bin(1h) as time, eventName
show: { kind: timeline, time: time, count: calls, series: eventName }
windowHours: 24
`;

/** The error of a detection in which `from` was replaced by `to`. */
function errorAfter(from: string, to: string): TrailbotError {
  expect(DETECTION).toContain(from);
  return errorOf(() => parseDetection('user-made.yml', DETECTION.replace(from, to)));
}

function errorOf(run: () => unknown): TrailbotError {
  try {
    run();
  } catch (error) {
    if (error instanceof TrailbotError) return error;
    throw error;
  }
  throw new Error('Nothing was thrown.');
}

describe('parseDetection', () => {
  it('gives the detection with the file name as its id, and what was left out by default', () => {
    const detection = parseDetection('user-made.yml', DETECTION);
    expect(detection).toMatchObject({
      id: 'user-made',
      severity: 'high',
      alarm: { threshold: 1, period: 60 },
    });
    expect(detection.raise[0]?.to).toBe('critical');
  });

  it('leaves `signal` away when the file has none, so that every match pages', () => {
    const detection = parseDetection('user-made.yml', DETECTION.replace(/^signal.*\n/m, ''));
    expect(detection).not.toHaveProperty('signal');
  });

  it.each([
    ['severty: high', 'severty', 'line 2', 'is not a known key', 'Did you mean severity?'],
    ['mood: bad', 'mood', 'line 2', 'is not a known key', 'Known keys here: title, severity,'],
  ])('refuses an unknown key and names what was meant: %s', (line, key, place, wrong, remedy) => {
    const { message } = errorAfter('severity: high', line);
    expect(message).toContain(`user-made.yml, ${key}, ${place}: ${wrong}`);
    expect(message).toContain(remedy);
    expect(message).toContain(
      '- user-made.yml, severity: is missing. Expected: low, medium, high, critical.',
    );
  });

  it('points at the key inside a list', () => {
    const error = errorAfter('to: critical', 'to: urgent');
    expect(error.message).toBe('user-made.yml, raise[0].to, line 8: is "urgent", which it cannot be.');
    expect(error.hint).toContain('low, medium, high, critical');
  });

  it('points at an unknown key inside a list', () => {
    const error = errorAfter('    because:', '    becuase:');
    expect(error.message).toContain('raise[0].becuase, line 9: is not a known key. Did you mean because?');
    expect(error.message).toContain('raise[0].because, line 7: is missing.');
  });

  it('says where a filter pattern goes wrong and what to write', () => {
    const error = errorAfter('$.eventName = "CreateUser"', '$.errorMessage EXISTS');
    expect(error.code).toBe('catalog_invalid');
    expect(error.message).toMatch(/user-made\.yml, filter, line 4: .*character \d+/);
    expect(error.hint).toContain('= "*"');
  });

  const orList = (number: number, name: string) =>
    Array.from({ length: number }, (_, index) => `($.eventName = "${name}${index}")`).join(' || ');

  it('takes a filter that is longer than one metric filter and can be split', () => {
    const filter = `{ ${orList(60, 'Delete')} }`;
    expect(filter.length).toBeGreaterThan(1_024);
    const changed = DETECTION.replace('{ $.eventName = "CreateUser" }', filter);
    expect(parseDetection('all-gone.yml', changed).filter).toBe(filter);
  });

  it('refuses a long filter of which an event would count twice, and says how to write it', () => {
    const error = errorAfter('$.eventName = "CreateUser"', orList(60, '*Delete'));
    expect(error.code).toBe('catalog_invalid');
    expect(error.message).toMatch(
      /^user-made\.yml, filter, line 4: has 1,\d{3} characters, CloudWatch Logs takes 1,024, and it cannot be split .*\.$/,
    );
    expect(error.hint).toContain('Make it a list of ||');
  });

  it.each([
    ['splittable', orList(400, 'Delete')],
    ['nested beyond all measure', `${'('.repeat(5_000)}$.a = 1${')'.repeat(5_000)}`],
  ])('refuses a filter of more than 8,192 characters, though %s', (_what, condition) => {
    expect(errorAfter('$.eventName = "CreateUser"', condition).message).toBe(
      'user-made.yml, filter, line 4: is longer than 8,192 characters.',
    );
  });

  it.each(["''", 'CreateUser'])('refuses a filter that counts more than it says: %s', (filter) => {
    expect(errorAfter(`'{ $.eventName = "CreateUser" }'`, filter).message).toMatch(
      /filter, line 4: .*JSON pattern/,
    );
  });

  it.each([
    ['"!errorCode ||"', /signal, line 5: The JMESPath expression is not valid: .*column/],
    ['"errorCode = \'x\'"', /signal, line 5: .*unknown token "="/],
    ['"start_with(eventName, \'A\')"', /signal, line 5: .*no function start_with\(\)/],
    ["'!errorCode && contains(eventName)'", /signal, line 5: .*2 arguments for function contains/],
  ])('refuses a signal that could never be evaluated: %s', (signal, message) => {
    expect(errorAfter('"!errorCode"', signal).message).toMatch(message);
  });

  it('refuses a broken condition of a raise rule', () => {
    const error = errorAfter("starts_with(requestParameters.userName || '', 'admin')", "'(('");
    expect(error.message).toContain('raise[0].when, line 7:');
  });

  it.each([
    ['    fires: false', '    fires: true', 'examples, line 16: has no quiet example.', 'fires: false'],
    ['    fires: true', '    fires: false', 'examples, line 16: has no example that fires.', 'fires: true'],
    ['name: users are listed', 'name: a user is made', 'examples[1].name', 'its own name'],
    ['    fires: false', '    fires: false\n    lane: page', 'examples[1].fires', 'true when the filter'],
  ])('wants examples that prove something: %s → %s', (from, to, wrong, remedy) => {
    const error = errorAfter(from, to);
    expect(error.message).toContain(wrong);
    expect(error.hint).toContain(remedy);
  });

  it('wants an alarm period of whole minutes', () => {
    const error = errorAfter('contain: actor', 'contain: actor\nalarm: { threshold: 1, period: 90 }');
    expect(error.message).toContain('alarm.period, line 12: is not a multiple of 60.');
  });

  it('wants two to four steps in the runbook', () => {
    const error = errorAfter('  - A new colleague makes it harmless.\n', '');
    expect(error.message).toContain('runbook, line 13: must have at least 2 entries.');
  });

  it.each([
    ["{ cis: '4.16' }", 'frameworks.cis'],
    ["{ mitre: 'T10' }", 'frameworks.mitre'],
    ['{ cis: 4.3 }', 'frameworks.cis'],
    ["{ iso: '27001' }", 'frameworks.iso'],
  ])('knows what a framework’s id looks like: %s', (frameworks, key) => {
    expect(errorAfter("{ pci: '10.2.1.5' }", frameworks).message).toContain(`${key}, line 12:`);
  });

  it.each([
    [
      'severity: high',
      'severity: high\nseverity: low',
      'line 3: severity is there twice.',
      'Keep one of the two.',
    ],
    ['queries: [what-changed]', 'queries: &q [what-changed]', 'anchors and aliases', 'Write the value out'],
    ['severity: high', 'severity: !high x', 'Unresolved tag', 'in quotes'],
    ['severity: high', 'severity: *x', 'lias', ''],
    ['runbook:\n', 'runbook:\n\t', '', 'spaces'],
  ])('refuses YAML that says two things or hides something: %j → %j', (from, to, wrong, remedy) => {
    const error = errorAfter(from, to);
    expect(error.message).toMatch(/^(user-made\.yml|There are)/);
    expect(`${error.message} ${error.hint}`).toContain(wrong);
    expect(`${error.message} ${error.hint}`).toContain(remedy);
  });

  it('refuses an alias bomb without unfolding it', () => {
    const levels = Array.from(
      { length: 30 },
      (_, level) => `a${level + 1}: &a${level + 1} [*a${level}, *a${level}]`,
    );
    const took = computingMs(() => {
      const error = errorOf(() => parseDetection('bomb.yml', `a0: &a0 [x]\n${levels.join('\n')}`));
      expect(error.message).toContain('anchors');
    });
    expect(took).toBeLessThan(1_000);
  });

  it.each(['User-Made.yml', 'user_made.yml', 'user-made.yaml', `${'x'.repeat(61)}.yml`])(
    'refuses a file name that cannot be an id: %s',
    (name) => {
      const error = errorOf(() => parseDetection(name, DETECTION));
      expect(error.message).toContain(`${name}: the file's name cannot be an id.`);
      expect(error.hint).toContain('root-usage.yml');
    },
  );

  it.each(['', '- a', 'just text', 'null', '__proto__: { title: x }', '{'])(
    'survives anything: %j',
    (text) => {
      expect(errorOf(() => parseDetection('user-made.yml', text)).code).toBe('catalog_invalid');
    },
  );

  it('reports all mistakes at once, each with its remedy', () => {
    const text = DETECTION.replace('contain: actor', 'contain: everybody').replace(
      'severity: high',
      'severity: bad',
    );
    const error = errorOf(() => parseDetection('user-made.yml', text));
    expect(error.message).toMatch(/^There are 2 mistakes:\n- .*severity.*\n- .*contain.*actor/);
    expect(error.hint).toContain('npm run catalog');
  });
});

describe('parseQueryTemplate', () => {
  const after = (from: string, to: string) => {
    expect(QUERY).toContain(from);
    return errorOf(() => parseQueryTemplate('changes.yml', QUERY.replace(from, to)));
  };

  it('gives the query with the file name as its id', () => {
    expect(parseQueryTemplate('changes.yml', QUERY)).toMatchObject({ id: 'changes', windowHours: 24 });
    const bare = QUERY.replace(/parameters:\n.*\n/, '').replace('"{{who}}"', '"x"');
    expect(parseQueryTemplate('changes.yml', bare).parameters).toEqual([]);
  });

  it.each([
    ['"{{who}}"', '{{who}}', 'text, line 5: has {{who}} outside a string.', '"{{who}}"'],
    ['= "{{who}}"', 'like /{{who}}/', 'has {{who}} inside a regular expression', 'double quotes'],
    ['"{{who}}"', '"x" # {{who}}', 'has {{who}} inside a comment', 'double quotes'],
    ['"{{who}}"', '"{{woh}}"', 'names {{woh}}, which is no parameter', 'Did you mean {{who}}?'],
    ['"{{who}}"', '"x"', 'parameters[0].name, line 4: is who, which the text does not use', 'drop it'],
    ['"{{who}}"', '"{{who}}" and a = "{{who"', 'make no placeholder', 'around one name'],
    ['{{settings.networks}}', '{{settings.network}}', 'which settings.yml has not', '{{settings.networks}}?'],
    ['{{settings.networks}}', 'a in ["{{settings.networks}}"]', 'inside a string', 'whole condition'],
    ['filter user', 'SOURCE "x" | filter user', 'uses source', 'trail’s log group'],
    ['filter not', 'join (x) | filter not', 'uses join', 'take it out'],
    ['filter not', 'unmask(@message) | filter not', 'uses unmask', 'take it out'],
    ['filter not', 'filter a in (fields b | limit 1) | filter not', 'inside brackets', 'take it out'],
    ['count: calls', 'count: cals', 'show.count, line 9: is cals, a column', '… as cals'],
    ['kind: timeline', 'kind: pie', 'show.kind, line 9: is "pie"', 'kind: ranking'],
    [
      'series: eventName',
      'seris: eventName',
      'show.seris, line 9: is not a known key',
      'Did you mean series?',
    ],
    ['type: principal', 'type: user', 'parameters[0].type, line 4: is "user"', 'accessKey'],
    ['name: who', 'name: hours', 'is one that means the time', 'between {{ and }}'],
    ['windowHours: 24', 'windowHours: 5000', 'windowHours, line 10: must be at most 2160', '90 days'],
  ])('says where a query goes wrong and what to do: %s → %s', (from, to, wrong, remedy) => {
    const { code, message, hint } = after(from, to);
    expect(code).toBe('catalog_invalid');
    expect(message).toContain('changes.yml');
    expect(message).toContain(wrong);
    expect(`${message} ${hint}`).toContain(remedy);
  });

  it('takes a field that is only called like a forbidden command', () => {
    const text = QUERY.replace('filter not', 'filter requestParameters.source = "join unmask" | filter not');
    expect(parseQueryTemplate('changes.yml', text).text).toContain('join unmask');
  });
});

describe('loadCatalog', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'catalog-'));
    mkdirSync(join(folder, 'detections'));
    mkdirSync(join(folder, 'queries'));
    writeFileSync(join(folder, 'queries', 'what-changed.yml'), QUERY);
    cpSync(new URL('settings.yml', TEMPLATES), join(folder, 'settings.yml'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('sorts by id and takes a folder as text or as URL', () => {
    for (const id of ['b-two', 'a-one']) writeFileSync(join(folder, 'detections', `${id}.yml`), DETECTION);
    const ids = loadCatalog(folder).detections.map(({ id }) => id);
    expect(ids).toEqual(['a-one', 'b-two']);
    expect(loadCatalog(new URL(`file://${folder}/`)).detections).toHaveLength(2);
    expect(loadCatalog(folder).queries.map(({ id }) => id)).toEqual(['what-changed']);
  });

  it('refuses a detection with a button for a query that is not there', () => {
    const text = DETECTION.replace('[what-changed]', '[what-changed, what-chnged]');
    writeFileSync(join(folder, 'detections', 'a.yml'), text);
    const error = errorOf(() => loadCatalog(folder));
    expect(error.message).toBe(
      'a.yml, queries[1], line 10: is what-chnged, and there is no queries/what-chnged.yml.',
    );
    expect(error.hint).toBe('Did you mean what-changed?');
  });

  it('refuses settings that leave out the alarm of a detection that is not there', () => {
    writeFileSync(join(folder, 'detections', 'user-made.yml'), DETECTION);
    const settings = readFileSync(join(folder, 'settings.yml'), 'utf8');
    const leavingOut = (ids: string) =>
      writeFileSync(join(folder, 'settings.yml'), `${settings}  withoutAlarm: [${ids}]\n`);
    leavingOut('user-made');
    expect(loadCatalog(folder).settings.deployment.withoutAlarm).toEqual(['user-made']);
    leavingOut('user-made, user-mad, root-usage');
    const error = errorOf(() => loadCatalog(folder));
    expect(error.code).toBe('settings_invalid');
    expect(error.message).toMatch(
      /deployment\.withoutAlarm\[1\], line \d+: is user-mad, .*Did you mean user-made\?/,
    );
    expect(error.message).toContain('is root-usage, and there is no detections/root-usage.yml.');
  });

  it('does not blame a detection for a query that has a mistake of its own', () => {
    writeFileSync(join(folder, 'detections', 'a.yml'), DETECTION);
    writeFileSync(join(folder, 'queries', 'what-changed.yml'), QUERY.replace('"{{who}}"', '{{who}}'));
    expect(errorOf(() => loadCatalog(folder)).message).toMatch(/^what-changed\.yml, text/);
  });

  it('reports the mistakes of all files in one error', () => {
    writeFileSync(join(folder, 'detections', 'a.yml'), DETECTION.replace('severity: high', 'severity: bad'));
    writeFileSync(join(folder, 'detections', 'b.yml'), DETECTION.replace('contain: actor', 'contain: all'));
    const { message } = errorOf(() => loadCatalog(folder));
    expect(message).toMatch(/- a\.yml, severity.*\n- b\.yml, contain/);
  });

  it('says which file is missing', () => {
    rmSync(join(folder, 'settings.yml'));
    const error = errorOf(() => loadCatalog(folder));
    expect(error.code).toBe('settings_invalid');
    expect(error.message).toContain('settings.yml');
    expect(errorOf(() => loadCatalog(join(folder, 'nowhere'))).code).toBe('catalog_invalid');
  });
});
