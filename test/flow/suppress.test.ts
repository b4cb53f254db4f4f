// What people called expected or muted: it goes to the review and not to Slack, and what is different still alerts.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TrailbotError } from '../../bot/domain/errors.ts';
import { parseTrailEvent } from '../../bot/domain/event/parse-trail-event.ts';
import type { Job, WorkOf } from '../../bot/domain/job.ts';
import type { View } from '../../bot/domain/message.ts';
import { connectJobs } from '../../bot/entry/connect-jobs.ts';
import type { JobDeps } from '../../bot/flow/job-deps.ts';
import { backTest, refuseBackTest } from '../../bot/flow/jobs/back-test.ts';
import { listMutes } from '../../bot/flow/jobs/list-mutes.ts';
import { mute } from '../../bot/flow/jobs/mute.ts';
import { suppress } from '../../bot/flow/jobs/suppress.ts';
import { unmute } from '../../bot/flow/jobs/unmute.ts';
import { runStream } from '../../bot/flow/stream.ts';
import { renderPlainText } from '../../bot/render/plain-text.ts';
import { renderRefusal } from '../../bot/render/refusal.ts';
import { parseView } from '../../bot/sandbox/slack/validate/validate-view.ts';
import { startWorld, type TestWorld, textOf } from '../support/world.ts';

const DETECTION = 'login-profile-changed';
const COUNTRIES: Readonly<Record<string, { readonly code: string; readonly name: string }>> = {
  '198.51.100.23': { code: 'NL', name: 'Netherlands' },
  '198.51.100.24': { code: 'NL', name: 'Netherlands' },
  '203.0.113.9': { code: 'AU', name: 'Australia' },
};
const HOME = { asn: 64500, name: 'Example Broadband' };

let world: TestWorld;
let deps: JobDeps;
let views: View[];
let template: object;
let number = 0;

beforeAll(async () => {
  world = await startWorld([DETECTION], { stream: false });
  const log = { info: () => undefined, warn: () => undefined, error: () => undefined };
  const real = connectJobs(world.config, world.catalog, log)();
  views = [];
  deps = {
    ...real,
    geo: {
      locate: (source) => {
        const country = COUNTRIES[source.address];
        return country ? { ...source, country, network: HOME } : source;
      },
    },
    views: { ...real.views, update: async (_id, view) => void views.push(view) },
  };
  const [compiled] = deps.catalog.detections;
  const routine = compiled?.detection.examples.find(({ event }) => {
    const verdict = compiled.judge(parseTrailEvent(event));
    return verdict?.lane === 'page' && verdict.because.length === 0;
  });
  template = routine?.event ?? {};
});
afterAll(() => world.close());

/** An event that the detection pages for, by a user of this name. */
function event(userName: string, sourceIPAddress = '198.51.100.23', changes: object = {}): object {
  number += 1;
  return {
    ...template,
    eventID: `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`.replace(
      '00000000',
      String(number).padStart(8, '0'),
    ),
    eventTime: new Date().toISOString(),
    sourceIPAddress,
    userIdentity: {
      type: 'IAMUser',
      userName,
      arn: `arn:aws:iam::123456789012:user/${userName}`,
      accountId: '123456789012',
    },
    recipientAccountId: '123456789012',
    ...changes,
  };
}

const happens = (...events: readonly object[]) =>
  runStream(
    events.map((one) => JSON.stringify(one)),
    deps,
  );

/** The message that begins with who did it. */
const messageOf = (userName: string) =>
  world.channel().find((message) => textOf(message).includes(`: ${userName} `));

function incidentIdOf(userName: string): string {
  return String(messageOf(userName)?.metadata?.event_payload.key).split('/')[0] ?? '';
}

function job(work: Job['work'], userName = ''): Job {
  number += 1;
  const message = messageOf(userName);
  const replyTo: Job['replyTo'] = message
    ? { kind: 'thread', channel: message.channel, threadTs: message.ts }
    : { kind: 'home' };
  return { id: `job ${number}`, userId: 'U0ALEX0001', replyTo, work };
}

async function expectIt(userName: string, changes: Partial<WorkOf<'suppress'>> = {}) {
  const work: WorkOf<'suppress'> = {
    kind: 'suppress',
    incidentId: incidentIdOf(userName),
    detectionId: DETECTION,
    withNetwork: false,
    withAction: false,
    reason: 'new people every Monday',
    days: 30,
    ...changes,
  };
  const asked = job(work, userName);
  const message = await suppress(work, asked, deps);
  return message && renderPlainText(message);
}

async function hiddenOf(userName: string) {
  const all = await deps.reviews.list(new Date(Date.now() - 3_600_000), new Date());
  return all.filter(({ actorName, suppressionId }) => actorName === userName && suppressionId !== undefined);
}

describe('what is expected', () => {
  it('goes to the review and not to Slack, and alerts from a new country, saying why', async () => {
    await happens(event('alice'));
    expect(await expectIt('alice')).toBeUndefined();
    const before = messageOf('alice');
    const thread = before ? world.thread(before).map(textOf).join('\n') : '';
    expect(thread).toContain('new people every Monday');
    const made = (await deps.suppressions.active()).find(({ actorName }) => actorName === 'alice');
    expect(made).toMatchObject({
      knownCountries: ['NL'],
      knownNetworks: ['AS64500'],
      reason: 'new people every Monday',
    });

    const again = event('alice', '198.51.100.24');
    await happens(again);
    await happens(again);
    expect(await hiddenOf('alice')).toHaveLength(1);
    expect(textOf(messageOf('alice') ?? never())).toBe(textOf(before ?? never()));

    await happens(event('alice', '203.0.113.9'));
    expect(textOf(messageOf('alice') ?? never())).toContain('expected, but from a new country (Australia)');
    expect(await hiddenOf('alice')).toHaveLength(1);
  });

  it('opens no incident for an actor who has none any more, and hides nobody else’s', async () => {
    await happens(event('bob'));
    await expectIt('bob');
    const before = world.channel().length;
    await happens(event('bob'), event('carol'));
    expect(world.channel()).toHaveLength(before + 1);
    expect(messageOf('carol')).toBeDefined();
    expect(await hiddenOf('bob')).toHaveLength(1);
  });

  it('is told all the same when what is expected cannot be read, or the review does not take it', async () => {
    await happens(event('ivan'));
    await expectIt('ivan');
    const broken = async () => {
      throw new TrailbotError({ code: 'aws_denied', message: 'no', hint: 'allow it' });
    };
    const blind = { ...deps, suppressions: { ...deps.suppressions, active: broken } };
    await runStream([JSON.stringify(event('ivan'))], blind);
    expect(textOf(messageOf('ivan') ?? never())).toContain('×2');
    const full = { ...deps, reviews: { ...deps.reviews, add: broken } };
    await runStream([JSON.stringify(event('ivan'))], full).catch(() => undefined);
    expect(textOf(messageOf('ivan') ?? never())).toContain('×3');
  });

  it('is refused for an event that is not there, in words and without a trace', async () => {
    await happens(event('erin'));
    expect(await expectIt('erin', { detectionId: 'constructor' })).toContain('no event of constructor');
    expect((await deps.suppressions.active()).filter(({ actorName }) => actorName === 'erin')).toEqual([]);
  });

  it('is one suppression, however often the job is delivered', async () => {
    await happens(event('frank'));
    const work: WorkOf<'suppress'> = {
      kind: 'suppress',
      incidentId: incidentIdOf('frank'),
      detectionId: DETECTION,
      withNetwork: true,
      withAction: true,
      reason: 'x',
      days: 7,
    };
    const asked = job(work, 'frank');
    await suppress(work, asked, deps);
    await suppress(work, asked, deps);
    const made = (await deps.suppressions.active()).filter(({ actorName }) => actorName === 'frank');
    expect(made).toHaveLength(1);
    expect(made[0]?.network).toBe('198.51.100.0/24');
  });
});

describe('a mute', () => {
  it('hides everybody’s until it is ended, and is listed meanwhile', async () => {
    const work: WorkOf<'mute'> = { kind: 'mute', detectionId: DETECTION, minutes: 60, reason: 'migration' };
    const answer = renderPlainText(await mute(work, job(work), deps));
    expect(answer).toContain(`Muted: ${DETECTION}, for everybody`);
    await happens(event('grace', '203.0.113.9'));
    expect(messageOf('grace')).toBeUndefined();
    expect(await hiddenOf('grace')).toHaveLength(1);

    const [muted] = (await deps.suppressions.active()).filter(({ actorKey }) => actorKey === undefined);
    const list = { kind: 'mutes' } as const;
    const { blocks } = await listMutes(list, job(list), deps);
    expect(JSON.stringify(blocks)).toContain(muted?.id);

    const end: WorkOf<'unmute'> = { kind: 'unmute', suppressionId: muted?.id ?? '' };
    expect(renderPlainText(await unmute(end, job(end), deps))).toContain('It hid 1 event');
    await happens(event('grace', '203.0.113.9'));
    expect(messageOf('grace')).toBeDefined();
  });

  it('that somebody ended is not brought back by its job coming again, and the person reads that it ended', async () => {
    const work: WorkOf<'mute'> = { kind: 'mute', detectionId: DETECTION, minutes: 60, reason: 'x' };
    const asked = job(work);
    await mute(work, asked, deps);
    const [muted] = (await deps.suppressions.active()).filter(({ actorKey }) => actorKey === undefined);
    const later = { ...deps, clock: { now: () => new Date(Date.now() + 600_000) } };
    expect(renderPlainText(await mute(work, asked, later))).toContain(`Muted: ${DETECTION}`);
    expect((await deps.suppressions.active()).find(({ id }) => id === muted?.id)).toEqual(muted);
    await endIt(muted?.id);
    expect(renderPlainText(await mute(work, asked, deps))).toContain(`Ended already: ${DETECTION}`);
    expect((await deps.suppressions.active()).map(({ id }) => id)).not.toContain(muted?.id);
  });
});

const endIt = async (suppressionId: string | undefined, asked?: Job) => {
  const end: WorkOf<'unmute'> = { kind: 'unmute', suppressionId: suppressionId ?? '' };
  return renderPlainText(await unmute(end, asked ?? job(end), deps));
};

describe('the end of what is expected', () => {
  const made = async (userName: string) =>
    (await deps.suppressions.active()).find(({ actorName }) => actorName === userName);

  it('is told in the thread that said it was expected', async () => {
    await happens(event('judy'));
    await expectIt('judy');
    await endIt((await made('judy'))?.id);
    const message = messageOf('judy') ?? never();
    const thread = world.thread(message).map(textOf).join('\n');
    expect(thread).toMatch(/called it expected \(judy\).*ended what was called expected \(judy\)/s);
    expect(await deps.audit.list(incidentIdOf('judy'))).toMatchObject([
      { deed: { kind: 'suppressed' } },
      { deed: { kind: 'unsuppressed' } },
    ]);
  });

  it('stays the end when the job that made it comes again', async () => {
    await happens(event('mike'));
    const work: WorkOf<'suppress'> = {
      kind: 'suppress',
      incidentId: incidentIdOf('mike'),
      detectionId: DETECTION,
      withNetwork: false,
      withAction: false,
      reason: 'x',
      days: 7,
    };
    const asked: Job = { ...job(work), replyTo: { kind: 'home' } };
    await suppress(work, asked, deps);
    await endIt((await made('mike'))?.id);
    const again = await suppress(work, asked, deps);
    expect(renderPlainText(again ?? never())).toContain('Ended already');
    expect(await made('mike')).toBeUndefined();
  });

  it('is answered as done when its job comes again because nobody got the answer', async () => {
    await happens(event('ken'));
    await expectIt('ken');
    const id = (await made('ken'))?.id;
    const asked = job({ kind: 'unmute', suppressionId: id ?? '' });
    const first = await endIt(id, asked);
    expect(first).toContain('Alerts again');
    expect(await endIt(id, asked)).toBe(first);
    expect(await deps.audit.list(incidentIdOf('ken'))).toHaveLength(2);
    expect(await endIt('never there')).toContain('Nothing that is quiet now is called never there');
  });

  it('does not say that it alerts again while something else hides the same', async () => {
    await happens(event('lena'));
    await expectIt('lena');
    await expectIt('lena', { withNetwork: true, reason: 'the office' });
    const [wide, narrow] = (await deps.suppressions.active())
      .filter(({ actorName }) => actorName === 'lena')
      .toSorted((a, b) => (a.network ?? '').localeCompare(b.network ?? ''));
    const answer = await endIt(wide?.id);
    expect(answer).not.toContain('Alerts again');
    expect(answer).toMatch(/Still quiet.*the office/s);
    expect(await endIt(narrow?.id)).toContain('Alerts again');
  });
});

describe('the dialog', () => {
  async function fill(changes: Partial<WorkOf<'back-test'>> = {}) {
    const work: WorkOf<'back-test'> = {
      kind: 'back-test',
      incidentId: incidentIdOf('heidi'),
      detectionId: '',
      viewId: 'V1',
      withNetwork: false,
      withAction: false,
      ...changes,
    };
    views = [];
    await backTest(work, job(work, 'heidi'), deps);
    const [view] = views;
    return parseView(view, 'modal');
  }

  it('is filled with what the choices would have hidden, and keeps them', async () => {
    await happens(event('heidi'));
    const open = await fill();
    expect(JSON.stringify(open.blocks)).toMatch(/heidi.*Would have hidden 1 of \d+ incidents/);
    expect(open.private_metadata).toContain(`"detectionId":"${DETECTION}"`);
    const narrow = await fill({ withNetwork: true });
    expect(JSON.stringify(narrow.blocks)).toContain('heidi, from 198.51.100.0/24');
    const ids = (view: typeof open) => view.blocks.map(({ block_id }) => block_id);
    expect(ids(narrow)).toEqual(ids(open));
  });

  it('says to whoever may not see it that they may not, also when it is closed already', async () => {
    const work: WorkOf<'back-test'> = {
      kind: 'back-test',
      incidentId: 'i',
      detectionId: '',
      viewId: 'V1',
      withNetwork: false,
      withAction: false,
    };
    const refusal = renderRefusal({ ok: false, reason: 'Not for guests.', hint: 'Ask.', who: [], where: [] });
    views = [];
    await refuseBackTest(work, refusal, deps);
    expect(JSON.stringify(views)).toContain('Not for guests.');
    const update = async () => {
      throw new TrailbotError({ code: 'slack_failed', message: 'not_found', hint: '' });
    };
    await refuseBackTest(work, refusal, { ...deps, views: { ...deps.views, update } });
  });

  it('says what is wrong when it cannot be filled, and troubles nobody else', async () => {
    const view = await fill({ incidentId: 'gone' });
    expect(view.submit).toBeUndefined();
    expect(JSON.stringify(view.blocks)).toContain('not known (any more)');
  });
});

function never(): never {
  throw new Error('there is no such message');
}
