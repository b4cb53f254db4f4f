// The command line of the CDK, and the app that it deploys, as programs of their own: infrastructure is no part of the bot.
import { spawn } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseTemplate, STACK_NAME, type StackTemplate } from '../domain/deployment/stack-template.ts';
import { TrailbotError } from '../domain/errors.ts';
import { isJsonObject, objectAt, parseJson } from '../domain/read-json.ts';
import type { Cdk } from '../ports/setup.ts';

/** Of what a program printed before it failed. */
const LAST_LINES = 20;

export interface Programs {
  /** Runs Node with these arguments, on the terminal. @returns its exit code */
  show(args: readonly string[]): Promise<number>;
  /** Likewise, and gives what it printed. */
  capture(args: readonly string[]): Promise<{ readonly code: number; readonly printed: string }>;
}

/** @param root - the project's folder */
export function createCdk(root: string, programs: Programs = createPrograms(root)): Cdk {
  const kept = join(root, 'cdk.out');
  const cdk = join(root, 'node_modules/aws-cdk/bin/cdk');
  const onStack = ['--app', kept, '--no-notices'];

  async function synthInto(out: string, templates: string): Promise<StackTemplate> {
    const app = join(root, 'infra/app.ts');
    const { code, printed } = await programs.capture([app, '--templates', templates, '--out', out]);
    const template =
      code === 0 ? parseTemplate(readFileSync(join(out, `${STACK_NAME}.template.json`), 'utf8')) : undefined;
    if (template === undefined) throw notSynthesized(printed);
    return template;
  }

  return {
    async synth(settings, keep) {
      const scratch = mkdtempSync(join(tmpdir(), 'trailbot-'));
      try {
        const templates = join(scratch, 'templates');
        cpSync(join(root, 'templates'), templates, { recursive: true });
        writeFileSync(join(templates, 'settings.yml'), settings);
        return await synthInto(keep ? kept : join(scratch, 'cdk.out'), templates);
      } finally {
        rmSync(scratch, { recursive: true });
      }
    },

    async bootstrap(accountId, region) {
      const code = await programs.show([cdk, 'bootstrap', `aws://${accountId}/${region}`, '--no-notices']);
      return code === 0;
    },

    async deploy(parameters) {
      const scratch = mkdtempSync(join(tmpdir(), 'trailbot-'));
      try {
        const outputs = join(scratch, 'outputs.json');
        const given = Object.entries(parameters).flatMap(([name, value]) => [
          '--parameters',
          `${name}=${value}`,
        ]);
        const code = await programs.show([
          ...[cdk, 'deploy', STACK_NAME, ...onStack, ...given],
          ...['--require-approval', 'never', '--outputs-file', outputs],
        ]);
        return code === 0 ? readOutputs(outputs) : undefined;
      } finally {
        rmSync(scratch, { recursive: true });
      }
    },

    async destroy() {
      return (await programs.show([cdk, 'destroy', STACK_NAME, ...onStack, '--force'])) === 0;
    },
  };
}

function readOutputs(file: string): { readonly [name: string]: string } {
  const outputs = Object.entries(objectAt(parseJson(readFileSync(file, 'utf8')), STACK_NAME));
  return Object.fromEntries(outputs.map(([name, value]) => [name, isJsonObject(value) ? '' : String(value)]));
}

function notSynthesized(printed: string): TrailbotError {
  const last = printed.trim().split('\n').slice(-LAST_LINES).join('\n');
  return new TrailbotError({
    code: 'unexpected',
    message: `The stack could not be put together:\n${last}`,
    hint: 'Run npm ci, then npm run synth: it says the same without an account. Nothing was deployed.',
  });
}

function createPrograms(cwd: string): Programs {
  return {
    show: (args) =>
      new Promise((resolve, reject) => {
        const child = spawn(process.execPath, [...args], { cwd, stdio: 'inherit' });
        child.once('error', reject).once('close', (code) => resolve(code ?? 1));
      }),
    capture: (args) =>
      new Promise((resolve, reject) => {
        const child = spawn(process.execPath, [...args], { cwd, stdio: ['ignore', 'pipe', 'pipe'] });
        const chunks: Buffer[] = [];
        for (const stream of [child.stdout, child.stderr])
          stream.on('data', (chunk: Buffer) => chunks.push(chunk));
        child.once('error', reject);
        child.once('close', (code) =>
          resolve({ code: code ?? 1, printed: Buffer.concat(chunks).toString('utf8') }),
        );
      }),
  };
}
