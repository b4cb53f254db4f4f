// The synthesized template against moto's CloudFormation: every resource that moto knows can be made, and made again.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, describe, it } from 'node:test';
import {
  CloudFormationClient,
  CreateStackCommand,
  DeleteStackCommand,
  DescribeStacksCommand,
  ListStackResourcesCommand,
  UpdateStackCommand,
} from '@aws-sdk/client-cloudformation';
import { DescribeAlarmsCommand } from '@aws-sdk/client-cloudwatch';
import { DescribeMetricFiltersCommand } from '@aws-sdk/client-cloudwatch-logs';
import { CreateBucketCommand, HeadBucketCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { createClients } from '../../bot/aws/clients.ts';
import { loadCatalog } from '../../bot/catalog/load-catalog.ts';
import { LOG_GROUP } from '../../bot/domain/naming.ts';
import { isInstalled, type Moto, startMoto } from './moto-server.ts';

const TEMPLATE = new URL('../../cdk.out/Trailbot.template.json', import.meta.url);
const { detections } = loadCatalog(new URL('../../templates/', import.meta.url));
const StackName = 'Trailbot';

if (isInstalled()) describe('the stack against moto', { timeout: 180_000 }, check);
else console.log('moto_server is not on the PATH: the template was not deployed into it.');

function check() {
  let moto: Moto;
  let formation: CloudFormationClient;
  let clients: ReturnType<typeof createClients>;
  let s3: S3Client;
  let TemplateURL: string;

  before(async () => {
    moto = await startMoto();
    const place = {
      region: 'us-east-1',
      endpoint: moto.url,
      credentials: { accessKeyId: 'any', secretAccessKey: 'any' },
    };
    clients = createClients(place);
    formation = new CloudFormationClient(place);
    s3 = new S3Client({ ...place, forcePathStyle: true });
    TemplateURL = await uploadTemplate();
  });
  after(() => moto?.stop());

  /** What `cdk deploy` would have uploaded: the bundles are only looked at when a function runs. */
  async function uploadTemplate(): Promise<string> {
    const template = JSON.parse(readFileSync(TEMPLATE, 'utf8'));
    const Bucket = 'assets';
    await s3.send(new CreateBucketCommand({ Bucket }));
    const put = (Key: string, Body: string | Uint8Array) =>
      s3.send(new PutObjectCommand({ Bucket, Key, Body }));
    for (const resource of Object.values<{ Type: string; Properties: { Code?: object } }>(
      template.Resources,
    )) {
      if (resource.Type !== 'AWS::Lambda::Function') continue;
      resource.Properties.Code = { ZipFile: 'exports.handler = async () => undefined;' };
    }
    // moto knows no function URLs, and fails at an output that reads one.
    delete template.Outputs.RequestUrl;
    delete template.Rules;
    delete template.Parameters?.BootstrapVersion;
    await put('template.json', JSON.stringify(template));
    // moto looks for it in its own S3.
    return `https://${Bucket}.s3.amazonaws.com/template.json`;
  }

  const status = async () => {
    const { Stacks = [] } = await formation.send(new DescribeStacksCommand({ StackName }));
    return Stacks[0]?.StackStatus;
  };
  const capabilities = ['CAPABILITY_NAMED_IAM' as const];

  it('is created', async () => {
    await formation.send(new CreateStackCommand({ StackName, TemplateURL, Capabilities: capabilities }));
    assert.equal(await status(), 'CREATE_COMPLETE');
    const { StackResourceSummaries = [] } = await formation.send(
      new ListStackResourcesCommand({ StackName }),
    );
    assert.ok(StackResourceSummaries.length > 0);
  });

  it('has every detection’s filter and alarm', async () => {
    const { metricFilters = [] } = await clients.logs.send(
      new DescribeMetricFiltersCommand({ logGroupName: LOG_GROUP }),
    );
    const patterns = new Map(
      metricFilters.map(({ filterName, filterPattern }) => [filterName, filterPattern]),
    );
    for (const { id, filter } of detections) assert.equal(patterns.get(id), filter);
    const names = new Set<string | undefined>();
    let NextToken: string | undefined;
    do {
      const page = await clients.cloudWatch.send(new DescribeAlarmsCommand({ NextToken }));
      for (const { AlarmName } of page.MetricAlarms ?? []) names.add(AlarmName);
      NextToken = page.NextToken;
    } while (NextToken);
    for (const { id } of detections) assert.ok(names.has(id), `there is no alarm ${id}`);
  });

  it('is deployed again without a change', async () => {
    await formation.send(new UpdateStackCommand({ StackName, TemplateURL, Capabilities: capabilities }));
    assert.equal(await status(), 'UPDATE_COMPLETE');
  });

  it('keeps the archive when it is deleted', async () => {
    await formation.send(new DeleteStackCommand({ StackName }));
    await s3.send(new HeadBucketCommand({ Bucket: 'company-cloudtrail-logs-123456789012' }));
  });
}
