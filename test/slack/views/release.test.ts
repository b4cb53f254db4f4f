// The form that comes before a release: a request with a reason, or a sentence at its field.
import { beforeEach, describe, expect, it } from 'vitest';
import { CONTAIN_FIELDS } from '../../../bot/domain/containment/contain-dialog.ts';
import { VIEWS } from '../../../bot/domain/naming.ts';
import { registerRelease } from '../../../bot/slack/views/release.ts';
import { createIngressStage, VIEW_ID } from '../../support/ingress-stage.ts';

const stage = createIngressStage(registerRelease);
const { jobs, warned } = stage;
beforeEach(stage.reset);

const { reason: REASON } = CONTAIN_FIELDS;
const THREAD = { kind: 'thread', channel: 'C0ALERTS01', threadTs: '1.1' };
const ALONE = {
  kind: 'person',
  channel: 'C0ALERTS01',
  responseUrl: 'https://hooks.slack.com/actions/1',
  share: false,
};
const typed = (value: unknown) => ({
  [REASON]: { [REASON]: { type: 'plain_text_input', value } },
});
const submit = (value: unknown, metadata = JSON.stringify({ containmentId: 'c1', replyTo: THREAD })) =>
  stage.submit(VIEWS.release, metadata, typed(value));

describe('a submitted release', () => {
  it.each([THREAD, ALONE, { kind: 'home' }])('is asked for once, and answered to %j', async (replyTo) => {
    const metadata = JSON.stringify({ containmentId: 'c1', replyTo });
    expect(await submit(' the key is gone ', metadata)).toMatchObject({ status: 200, body: '' });
    await submit(' the key is gone ', metadata);
    expect(jobs[0]).toEqual({
      id: `form ${VIEW_ID} U0ALEX0001`,
      userId: 'U0ALEX0001',
      replyTo,
      work: { kind: 'request-release', containmentId: 'c1', reason: 'the key is gone' },
    });
    expect(jobs[1]).toEqual(jobs[0]);
  });

  it.each([undefined, null, '', ' \n ', 7, 'x'.repeat(3_001)])(
    'asks for the reason when it is %j',
    async (text) => {
      const { body } = await submit(text);
      expect(JSON.parse(body)).toEqual({
        response_action: 'errors',
        errors: { [REASON]: expect.stringContaining('Say why') },
      });
      expect(jobs).toEqual([]);
    },
  );

  it('that cannot be queued stays open, with what was typed, and says so', async () => {
    stage.breakQueue();
    const { status, body } = await submit('the key is gone');
    expect(status).toBe(200);
    expect(JSON.parse(body).errors[REASON]).toContain('nothing was done');
  });

  it.each(['', 'null', '{', '{"containmentId":"c1"}', '{"containmentId":"","replyTo":{"kind":"home"}}'])(
    'with metadata that is not ours stays open and says so: %j',
    async (metadata) => {
      const { status, body } = await submit('the key is gone', metadata);
      expect(status).toBe(200);
      expect(JSON.parse(body).errors[REASON]).toContain('not valid any more');
      expect(jobs).toEqual([]);
      expect(warned).toHaveLength(1);
    },
  );
});
