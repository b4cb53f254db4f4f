import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createCdk, type Programs } from '../../bot/setup/run-cdk.ts';

const TEMPLATE = JSON.stringify({ Resources: { Q: { Type: 'AWS::SQS::Queue' } } });

let root: string;
let ran: (readonly string[])[];
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'trailbot-cdk-'));
  mkdirSync(join(root, 'templates'));
  writeFileSync(join(root, 'templates/settings.yml'), 'old');
  ran = [];
});
afterEach(() => rmSync(root, { recursive: true }));

/** Programs that end with `code`; `during` is what they do. */
function programs(code: number, during: (args: readonly string[]) => void = () => undefined): Programs {
  const run = (args: readonly string[]) => {
    ran.push(args);
    during(args);
  };
  return {
    show: async (args) => {
      run(args);
      return code;
    },
    capture: async (args) => {
      run(args);
      return { code, printed: 'a\nTypeError: no\n' };
    },
  };
}

function behind(args: readonly string[], flag: string): string {
  return args[args.indexOf(flag) + 1] ?? '';
}

describe('synthesizing', () => {
  function synthesizes(seen: string[]): Programs {
    return programs(0, (args) => {
      seen.push(readFileSync(join(behind(args, '--templates'), 'settings.yml'), 'utf8'));
      mkdirSync(behind(args, '--out'), { recursive: true });
      writeFileSync(join(behind(args, '--out'), 'Trailbot.template.json'), TEMPLATE);
    });
  }

  it('goes by the settings that it is given, and leaves those in the folder alone', async () => {
    const seen: string[] = [];
    const template = await createCdk(root, synthesizes(seen)).synth('new', true);
    expect(template.Resources.Q?.Type).toBe('AWS::SQS::Queue');
    expect(seen).toEqual(['new']);
    expect(readFileSync(join(root, 'templates/settings.yml'), 'utf8')).toBe('old');
    expect(existsSync(join(root, 'cdk.out/Trailbot.template.json'))).toBe(true);
  });

  it('leaves nothing behind when nothing is to be deployed', async () => {
    await createCdk(root, synthesizes([])).synth('new', false);
    expect(existsSync(join(root, 'cdk.out'))).toBe(false);
    expect(existsSync(behind(ran[0] ?? [], '--out'))).toBe(false);
    expect(existsSync(behind(ran[0] ?? [], '--templates'))).toBe(false);
  });

  it('gives what was printed when it fails', async () => {
    await expect(createCdk(root, programs(1)).synth('new', true)).rejects.toMatchObject({
      code: 'unexpected',
      message: expect.stringContaining('TypeError: no'),
    });
  });
});

describe('deploying', () => {
  it('deploys what was synthesized, asks nothing more, and reads the outputs', async () => {
    const writes = programs(0, (args) =>
      writeFileSync(
        behind(args, '--outputs-file'),
        JSON.stringify({ Trailbot: { RequestUrl: 'https://x' } }),
      ),
    );
    expect(await createCdk(root, writes).deploy({ IngressConcurrency: '0' })).toEqual({
      RequestUrl: 'https://x',
    });
    const [args = []] = ran;
    expect(args.slice(0, 3)).toEqual([join(root, 'node_modules/aws-cdk/bin/cdk'), 'deploy', 'Trailbot']);
    expect(behind(args, '--app')).toBe(join(root, 'cdk.out'));
    expect(behind(args, '--require-approval')).toBe('never');
    expect(behind(args, '--parameters')).toBe('IngressConcurrency=0');
  });

  it('has no outputs when it fails', async () => {
    expect(await createCdk(root, programs(1)).deploy({})).toBeUndefined();
  });
});

it('bootstraps one Region of one account, and removes the one stack, without asking', async () => {
  const cdk = createCdk(root, programs(0));
  expect(await cdk.bootstrap('123456789012', 'eu-west-1')).toBe(true);
  expect(await cdk.destroy()).toBe(true);
  expect(ran[0]?.slice(1, 3)).toEqual(['bootstrap', 'aws://123456789012/eu-west-1']);
  expect(ran[1]?.slice(1)).toEqual([
    'destroy',
    'Trailbot',
    '--app',
    join(root, 'cdk.out'),
    '--no-notices',
    '--force',
  ]);
  expect(await createCdk(root, programs(1)).destroy()).toBe(false);
});
