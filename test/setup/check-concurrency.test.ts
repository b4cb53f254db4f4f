import { describe, expect, it } from 'vitest';
import { TrailbotError } from '../../bot/domain/errors.ts';
import { chooseConcurrency } from '../../bot/setup/check-concurrency.ts';
import { accountOf } from '../support/deploy-stage.ts';

function choose(unreserved: number, said?: number, isDeployed = false, reserved = 0) {
  const account = accountOf({
    concurrency: async (name) => {
      expect(name).toBe('trailbot-ingress');
      return { unreserved, reserved };
    },
  });
  return chooseConcurrency(said, isDeployed, account);
}

describe('how many requests from the internet are handled at a time', () => {
  it.each([110, 1_000])('is left as it is with %d runs to share out', async (unreserved) => {
    expect(await choose(unreserved)).toEqual({
      ingressConcurrency: undefined,
      checked: { findings: [], refusals: [] },
    });
  });

  it.each([10, 50, 109])('has no limit with %d runs to share out, and that is told', async (unreserved) => {
    const { ingressConcurrency, checked } = await choose(unreserved);
    expect(ingressConcurrency).toBe(0);
    expect(checked.refusals).toEqual([]);
    expect(checked.findings.join()).toContain(`Lambda has ${unreserved} runs at a time left`);
    expect(checked.findings.join()).toContain('Service Quotas');
  });

  it('stays what it is in a stack that works', async () => {
    expect((await choose(10, undefined, true)).ingressConcurrency).toBeUndefined();
  });

  it('is what was said where there is room, with what the function has already', async () => {
    expect(await choose(120, 20)).toMatchObject({
      ingressConcurrency: 20,
      checked: { findings: [], refusals: [] },
    });
    expect((await choose(110, 20, true, 10)).checked).toEqual({ findings: [], refusals: [] });
  });

  it('is refused where Lambda can never reserve that many, with what it can', async () => {
    const { checked } = await choose(200, 195);
    expect(checked.refusals[0]?.remedy).toContain('Give 100 or fewer, or 0 for no limit');
    expect((await choose(10, 1)).checked.refusals[0]?.remedy).toContain('Give 0, which sets no limit');
  });

  it('is told where Lambda may refuse it', async () => {
    const { checked } = await choose(150, 60);
    expect(checked.refusals).toEqual([]);
    expect(checked.findings.join()).toContain('It may refuse this');
  });

  it('is not looked at when no limit was asked for', async () => {
    expect(await choose(10, 0)).toEqual({ ingressConcurrency: 0, checked: { findings: [], refusals: [] } });
  });

  it('goes on as before when nobody may look', async () => {
    const concurrency = async () => {
      throw new TrailbotError({ code: 'aws_denied', message: 'AWS refused it.', hint: 'Ask.' });
    };
    expect(await chooseConcurrency(undefined, false, accountOf({ concurrency }))).toEqual({
      ingressConcurrency: undefined,
      checked: {
        findings: ['How many functions Lambda may run at a time could not be looked at: AWS refused it.'],
        refusals: [],
      },
    });
  });
});
