import { describe, expect, it } from 'vitest';
import { queryResult, template } from '../support/query-fixtures.ts';
import { PERSON, queryStage, trouble } from '../support/query-stage.ts';

const RUNNING = { state: 'running', rows: [['a part', '1']], bytesScanned: 2_048 } as const;
const MANY = { rows: Array.from({ length: 300 }, (_, n) => [`call${n}`, '1']) };
const timeline = template({
  show: { kind: 'timeline', time: 'call', count: 'calls' },
  text: 'stats count(*) as calls by bin(1h) as call | limit 500',
  parameters: [],
});
const HOURS = {
  rows: [
    ['2026-11-22 03:00:00.000', '4'],
    ['2026-11-22 04:00:00.000', '2'],
  ],
};

describe('a query that is asked in a thread', () => {
  it('shows at once that it runs, then its result in the same message', async () => {
    const stage = queryStage({ looks: [RUNNING, {}] });
    expect(await stage.run()).toBeUndefined();
    const [message, ...others] = stage.shown();
    expect(others).toEqual([]);
    expect(message?.texts[0]).toMatch(/^⏳ Refused calls: running\n.*principal alice/s);
    expect(message?.texts[0]).toContain('[Stop]');
    expect(message?.texts.at(-1)).toMatch(/^Refused calls: 2 rows/);
    expect(message?.texts.join()).not.toContain('a part');
    expect(stage.uploads).toEqual([]);
  });

  it('says every few seconds how far it is', async () => {
    const stage = queryStage({ looks: [...new Array(9).fill(RUNNING), {}] });
    await stage.run();
    expect(stage.shown()[0]?.texts[1]).toMatch(/for \d+ s now · 2.0 KB read so far/);
  });

  it('goes on in the message of a run that was cut off, and says so', async () => {
    const stage = queryStage({ looks: [RUNNING, {}], before: 'Refused calls: running' });
    await stage.run();
    expect(stage.shown()).toHaveLength(1);
    expect(stage.shown()[0]?.texts[1]).toContain('the first try was cut off, so it was started again');
    expect(stage.shown()[0]?.texts.at(-1)).toMatch(/^Refused calls: 2 rows/);
  });

  it('has its answer in a new message when the running one is gone', async () => {
    const stage = queryStage({ fails: { update: trouble('slack_message_gone') } });
    await stage.run();
    expect(stage.shown().map(({ texts }) => texts.at(-1)?.split('\n')[0])).toEqual([
      '⏳ Refused calls: running',
      'Refused calls: 2 rows in the last 24 h',
    ]);
  });

  it('sends all rows as a file when they do not fit', async () => {
    const stage = queryStage({ looks: [MANY] });
    await stage.run();
    const [{ channel, threadTs, files } = { channel: '', files: [] }] = stage.uploads;
    expect([channel, threadTs]).toEqual(['C0ALERTS', '1.1']);
    expect(files.map(({ name, title }) => `${name}: ${title}`)).toEqual([
      'refused-calls-2026-11-22T14-05-00Z.csv: Refused calls: 300 rows',
    ]);
    expect(stage.shown()[0]?.texts.at(-1)).toContain('refused-calls-2026-11-22T14-05-00Z.csv');
  });

  it('sends the picture of a timeline, with its totals in words', async () => {
    const stage = queryStage({ templates: [timeline], looks: [HOURS] });
    await stage.run({ values: {} });
    expect(stage.uploads[0]?.files).toMatchObject([
      {
        name: 'refused-calls-2026-11-22T14-05-00Z.png',
        title: 'Refused calls',
        altText: 'Refused calls: 6 in all; most from 22 Nov, 04:00: 4',
      },
    ]);
  });

  it('keeps its rows when the picture cannot be drawn', async () => {
    const stage = queryStage({
      templates: [timeline],
      looks: [HOURS],
      fails: { draw: new Error('no wasm') },
    });
    await stage.run({ values: {} });
    expect(stage.uploads).toEqual([]);
    expect(stage.shown()[0]?.texts.at(-1)).toMatch(/^Refused calls: 2 rows/);
  });

  it('says why when a file could not be sent, and keeps its answer', async () => {
    const stage = queryStage({ looks: [MANY], fails: { upload: trouble('slack_failed') } });
    await stage.run();
    expect(stage.shown().map(({ texts }) => texts.at(-1)?.split('\n')[0])).toEqual([
      'Refused calls: 300 rows in the last 24 h',
      '⚠️ It went wrong: slack_failed.',
    ]);
  });
});

describe('a query that does not end well', () => {
  it('that somebody stopped says so, and shows nothing of the part that it had', async () => {
    const stage = queryStage({ looks: [RUNNING, { ...RUNNING, state: 'cancelled' }] });
    await stage.run();
    const last = stage.shown()[0]?.texts.at(-1);
    expect(last).toMatch(/^Refused calls: stopped\n\nAWS charges for what was read until then/);
    expect(last).not.toContain('a part');
    expect(last).not.toContain('[Stop]');
  });

  it('is stopped after four minutes, and asks for fewer hours', async () => {
    const stage = queryStage({ looks: [RUNNING] });
    await stage.run();
    expect(stage.stopped).toEqual(['execution-1']);
    expect(stage.shown()[0]?.texts.at(-1)).toMatch(
      /no answer after 4 min, so it was stopped\n\nAsk for fewer hours/,
    );
  });

  it('that failed at AWS says what to try', async () => {
    const stage = queryStage({ looks: [{ state: 'failed', rows: [] }] });
    await stage.run();
    expect(stage.shown()[0]?.texts.at(-1)).toContain('could not finish the query');
  });

  it('whose result may not be read is stopped, and says in its message what to do', async () => {
    const stage = queryStage({ fails: { results: trouble('aws_denied') } });
    await stage.run();
    expect(stage.stopped).toEqual(['execution-1']);
    expect(stage.shown()[0]?.texts.at(-1)).toContain('What to do: Do this.');
  });

  it('that cannot be written down is stopped: it would cost, and nobody would see it', async () => {
    const stage = queryStage({ looks: [RUNNING, {}], fails: { audit: trouble('aws_denied') } });
    await stage.run();
    expect(stage.stopped).toEqual(['execution-1']);
    expect(stage.shown()[0]?.texts.at(-1)).toContain('What to do: Do this.');
  });

  it('that could not be started shows nothing, and leaves the words to the job', async () => {
    const stage = queryStage({ fails: { start: trouble('aws_denied') } });
    await expect(stage.run()).rejects.toThrow('aws_denied');
    expect(stage.shown()).toEqual([]);
  });
});

describe('a query that is asked with a command', () => {
  it('answers once when it is quick: that it was asked Slack said already', async () => {
    const stage = queryStage({ looks: [RUNNING, {}] });
    await stage.run({}, PERSON);
    expect(stage.shown().map(({ how }) => how)).toEqual(['to one']);
  });

  it('says once that it still runs, and has its answer take that place', async () => {
    const stage = queryStage({ looks: [...new Array(30).fill(RUNNING), {}] });
    await stage.run({}, PERSON);
    expect(stage.shown().map(({ how }) => how)).toEqual(['to one', 'to one, replacing']);
    expect(stage.shown()[0]?.texts.join()).toContain('[Stop]');
  });

  it('offers to share the answer, not the waiting', async () => {
    const stage = queryStage({ looks: [...new Array(30).fill(RUNNING), {}] });
    await stage.run({}, PERSON);
    const [running, answer] = stage.shown().map(({ texts }) => texts.join());
    expect(answer).toContain('[Share in channel]');
    expect(running).not.toContain('[Share in channel]');
  });

  it('sends its file to the person alone', async () => {
    const stage = queryStage({ looks: [MANY] });
    await stage.run({}, PERSON);
    expect(stage.uploads.map(({ channel }) => channel)).toEqual(['D0ALEX']);
    expect(stage.shown().at(-1)).toMatchObject({
      how: 'direct',
      texts: ['The files of your query: Refused calls: 300 rows'],
    });
  });

  it('that was shared answers the channel, file and all; the waiting is the person’s own', async () => {
    const stage = queryStage({ looks: [...new Array(30).fill(RUNNING), MANY] });
    await stage.run({}, { ...PERSON, share: true });
    expect(stage.shown().map(({ how }) => how)).toEqual(['to one', 'to all']);
    expect(stage.uploads).toMatchObject([{ channel: 'C0ALERTS' }]);
    expect(stage.uploads[0]).not.toHaveProperty('threadTs');
  });
});

describe('a question', () => {
  it('takes its values from the incident, unless they were given', async () => {
    const stage = queryStage();
    await stage.run({ incidentId: 'i1', values: {} });
    await stage.run({ incidentId: 'i1', values: { principal: 'bob' } });
    expect(stage.started[0]).toContain('alice');
    expect(stage.started[1]).toContain('"bob"');
  });

  it('that was typed is remembered by who asked, with no incident', async () => {
    const stage = queryStage();
    await stage.run({}, PERSON);
    expect(stage.audit).toEqual([
      {
        id: 'job 1',
        at: expect.any(Date),
        userId: 'U0ALEX0001',
        deed: { kind: 'queried', queryId: 'refused-calls' },
        channel: 'C0ALERTS',
      },
    ]);
  });

  it('about an incident is remembered with it', async () => {
    const stage = queryStage();
    await stage.run({ incidentId: 'i1' });
    expect(stage.audit).toMatchObject([
      {
        id: 'job 1',
        userId: 'U0ALEX0001',
        incidentId: 'i1',
        deed: { kind: 'queried', queryId: 'refused-calls' },
        channel: 'C0ALERTS',
      },
    ]);
  });

  it('that lacks something names it and says exactly what to type', async () => {
    const stage = queryStage();
    const answer = await stage.run({ values: {} });
    expect(answer).toMatch(/^Refused calls: not run\n\n• principal: User or role is missing/);
    expect(answer).toContain('Type /trail query refused-calls principal=…');
    expect(stage.started).toEqual([]);
  });

  it('that nobody wrote names those that there are', async () => {
    const answer = await queryStage().run({ queryId: 'refused <!channel>' });
    expect(answer).toMatch(/^There is no query called refused ‹!channel>/);
    expect(answer).toContain('• refused-calls: Refused calls');
  });
});

describe('a result with fewer rows than there may be', () => {
  it('says so', async () => {
    const stage = queryStage({
      looks: [queryResult({ rows: Array.from({ length: 500 }, () => ['x', '1']) })],
    });
    await stage.run();
    expect(stage.shown()[0]?.texts.at(-1)).toMatch(/^Refused calls: at least 500 rows/);
  });
});
