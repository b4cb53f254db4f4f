// What a function calls in AWS, read from its code: the commands of the SDK that its door reaches, as IAM names them.
import { readFileSync } from 'node:fs';
import { posix } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, type Plugin } from 'esbuild';
import { codeOnly } from './source-code.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/** Calls that IAM names otherwise than the SDK does. */
const RENAMED: Readonly<Record<string, string>> = {
  's3:GetPublicAccessBlock': 's3:GetBucketPublicAccessBlock',
  's3:GetBucketLifecycleConfiguration': 's3:GetLifecycleConfiguration',
  's3:GetBucketEncryption': 's3:GetEncryptionConfiguration',
};
const SERVICES: Readonly<Record<string, string>> = { 'cloudwatch-logs': 'logs' };
/** The document client calls without this what the service calls with it: `GetCommand`, `GetItem`. */
const ITEMS = ['Get', 'Put', 'Update', 'Delete', 'BatchGet', 'BatchWrite'];

/** Path → what is left of the file when all that the door does not reach has been shaken off. */
type Left = ReadonlyMap<string, string>;

/**
 * A call counts when what is left of a file makes it and, for an adapter behind a port, when what is left of a flow uses
 * the port: the wiring hands the alert flow a few adapters that only jobs make use of.
 * @param door - a file under bot/entry/, for example `alert.ts`
 */
export async function callsOfDoor(door: string): Promise<ReadonlySet<string>> {
  const left = await shake(`bot/entry/${door}`);
  const behind = behindUnusedPorts(left);
  const calls = [...left]
    .filter(([path]) => !behind.has(path))
    .flatMap(([path, text]) => [
      ...sdkCalls(readFileSync(`${ROOT}${path}`, 'utf8'), text),
      ...postedCalls(text),
    ]);
  return new Set(calls.map((call) => RENAMED[call] ?? call));
}

async function shake(entry: string): Promise<Left> {
  const { outputFiles } = await build({
    absWorkingDir: ROOT,
    entryPoints: [entry],
    bundle: true,
    write: false,
    platform: 'node',
    format: 'esm',
    target: 'node24',
    plugins: [ownCodeOnly],
    logLevel: 'error',
  });
  // esbuild says before each file's part which it is.
  const parts = (outputFiles[0]?.text ?? '').split(/^\/\/ (bot\/.*\.ts)$/m);
  const left = new Map<string, string>();
  for (let at = 1; at < parts.length; at += 2) {
    const [path = '', text = ''] = parts.slice(at, at + 2);
    left.set(path, `${left.get(path) ?? ''}${text}`);
  }
  return left;
}

/** Own files do nothing by being imported, so that whatever is not used goes. Packages stay outside. */
const ownCodeOnly: Plugin = {
  name: 'own-code-only',
  setup({ onResolve }) {
    onResolve({ filter: /./ }, ({ path, resolveDir, kind }) => {
      if (kind === 'entry-point') return undefined;
      if (!path.startsWith('.')) return { path, external: true };
      return { path: fileURLToPath(new URL(path, `file://${resolveDir}/`)), sideEffects: false };
    });
  },
};

/** Adapters that are handed to flows under names that no flow says. */
function behindUnusedPorts(left: Left): ReadonlySet<string> {
  const said = saidByFlows(left);
  const made = portsIn(left).map(({ port, file }) => ({
    adapters: [...adaptersFrom(file, left)],
    used: said.has(port),
  }));
  const used = new Set(made.flatMap((one) => (one.used ? one.adapters : [])));
  return new Set(made.flatMap(({ adapters }) => adapters).filter((path) => !used.has(path)));
}

/** The names under which adapters are handed to the door's flows, and by which these use them. */
export async function portsOfDoor(door: string): Promise<ReadonlySet<string>> {
  const left = await shake(`bot/entry/${door}`);
  const said = saidByFlows(left);
  return new Set(portsIn(left).flatMap(({ port }) => (said.has(port) ? [port] : [])));
}

function saidByFlows(left: Left): ReadonlySet<string> {
  const flows = [...left].filter(([path]) => path.startsWith('bot/flow/'));
  return new Set(flows.flatMap(([, text]) => codeOnly(text).match(/\w+/g) ?? []));
}

/** `later: createLater(…)` in what is left of the wiring. */
function portsIn(left: Left): readonly { readonly port: string; readonly file: string | undefined }[] {
  return [...left]
    .filter(([path]) => WIRING.test(path))
    .flatMap(([path, text]) =>
      [...text.matchAll(/(\w+): (create\w+)\(/g)].map(([, port = '', create = '']) => ({
        port,
        file: importedFrom(create, path),
      })),
    );
}
const WIRING = /^bot\/entry\/connect[\w-]*\.ts$/;

/** The file that exports `name` to `importer`; undefined when it imports none such. */
function importedFrom(name: string, importer: string): string | undefined {
  const text = readFileSync(`${ROOT}${importer}`, 'utf8');
  const found = new RegExp(`import \\{[^}]*\\b${name}\\b[^}]*\\} from '(\\.[^']+)'`).exec(text);
  return found?.[1] && posix.join(posix.dirname(importer), found[1]);
}

/** The adapter, and those of its neighbours that it works with. */
function adaptersFrom(path: string | undefined, left: Left, seen = new Set<string>()): ReadonlySet<string> {
  if (!path?.startsWith('bot/aws/') || !left.has(path) || seen.has(path)) return seen;
  seen.add(path);
  const text = readFileSync(`${ROOT}${path}`, 'utf8');
  for (const [, specifier = ''] of text.matchAll(/from '(\.[^']+)'/g))
    adaptersFrom(posix.join(posix.dirname(path), specifier), left, seen);
  return seen;
}

/** What the file imports or loads of the SDK, and still says when the rest is shaken off. */
function sdkCalls(source: string, left: string): readonly string[] {
  const imports = source.matchAll(
    /\{([^}]*)\}(?: from | = await import\()'@aws-sdk\/(?:client|lib)-([\w-]+)'/g,
  );
  // What several files import, esbuild numbers: GetCommand2.
  const said = new Set(
    codeOnly(left.replace(/^import [^;]*;$/gm, ''))
      .match(/\w+/g)
      ?.map((word) => word.replace(/\d+$/, '')),
  );
  return [...imports].flatMap(([, names = '', client = '']) =>
    names.split(',').flatMap((name) => {
      const [whole, command, pages] = /^(?:(\w+)Command|paginate(\w+))$/.exec(name.trim()) ?? [];
      return whole !== undefined && said.has(whole) ? [callOf(client, command ?? pages ?? '')] : [];
    }),
  );
}

/** Calls that are made without the SDK: `{ service: 'sqs', target: 'AmazonSQS.SendMessage' }`. */
function postedCalls(left: string): readonly string[] {
  const posted = left.matchAll(/service: "(\w+)", target: "\w+\.(\w+)"/g);
  return [...posted].map(([, service, call]) => `${service}:${call}`);
}

function callOf(client: string, command: string): string {
  const name = client === 'dynamodb' && ITEMS.includes(command) ? `${command}Item` : command;
  return `${SERVICES[client] ?? client}:${name}`;
}
