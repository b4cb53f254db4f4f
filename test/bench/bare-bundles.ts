// What a function's bundle is measured beside: the SDK's clients that it loads and nothing else, or less than that.
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, type Metafile } from 'esbuild';
import { BUNDLE_OPTIONS } from '../../infra/bundle/function-bundle.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

const CLIENTS: Readonly<Record<string, string>> = {
  cloudtrail: 'CloudTrailClient',
  cloudwatch: 'CloudWatchClient',
  'cloudwatch-logs': 'CloudWatchLogsClient',
  dynamodb: 'DynamoDBClient',
  iam: 'IAMClient',
  s3: 'S3Client',
  sns: 'SNSClient',
  sqs: 'SQSClient',
  ssm: 'SSMClient',
  sts: 'STSClient',
};

/** The least that tells Slack's requests from others. */
const BARE = `
  import { createHmac, timingSafeEqual } from 'node:crypto';
  export const handler = async ({ headers, body }) => {
    const given = Buffer.from(headers['x-slack-signature']);
    const text = 'v0:' + headers['x-slack-request-timestamp'] + ':' + body;
    const expected = Buffer.from('v0=' + createHmac('sha256', 'secret').update(text).digest('hex'));
    return { statusCode: timingSafeEqual(given, expected) ? 200 : 401 };
  };`;

/** The code of a bundle that loads the clients that `metafile`'s does, or of a handler that only checks a signature. */
export async function bareBundle(metafile: Metafile): Promise<Uint8Array> {
  const services = servicesLoaded(metafile);
  const contents = services.length === 0 ? BARE : onlyClients(services);
  const { outputFiles } = await build({ ...BUNDLE_OPTIONS, stdin: { contents, resolveDir: ROOT } });
  const [{ contents: code } = { contents: new Uint8Array() }] = outputFiles;
  return code;
}

function onlyClients(services: readonly string[]): string {
  const clients = services.map((service) => ({ service, name: CLIENTS[service] ?? unknown(service) }));
  return [
    ...clients.map(({ service, name }) => `import { ${name} } from '@aws-sdk/client-${service}';`),
    `const clients = [${clients.map(({ name }) => `new ${name}({ maxAttempts: 3 })`).join(', ')}];`,
    'export const handler = async () => clients.length;',
  ].join('\n');
}

/** With what a start loads: what is imported late does not count. */
function servicesLoaded({ outputs }: Metafile): readonly string[] {
  const loaded = new Set(Object.keys(outputs).filter((path) => basename(path) === 'index.mjs'));
  for (const path of loaded)
    for (const { path: part, kind, external } of outputs[path]?.imports ?? [])
      if (kind === 'import-statement' && !external) loaded.add(part);
  const modules = [...loaded].flatMap((path) => Object.keys(outputs[path]?.inputs ?? {}));
  const services = modules.map(
    (path) => /@aws-sdk\/client-([\w-]+)\/dist-es\/\w+Client\.js$/.exec(path)?.[1],
  );
  return [...new Set(services.filter((service) => service !== undefined))].sort();
}

function unknown(service: string): never {
  throw new Error(`${service} has no client in test/bench/bare-bundles.ts.`);
}
