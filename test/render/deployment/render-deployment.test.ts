import { describe, expect, it } from 'vitest';
import { loadCatalog } from '../../../bot/catalog/load-catalog.ts';
import { type DeploymentSettings, PRESETS } from '../../../bot/domain/deployment/deployment-settings.ts';
import { estimate } from '../../../bot/domain/deployment/estimate.ts';
import { guardAlarms } from '../../../bot/domain/deployment/guard-alarms.ts';
import { planDeployment } from '../../../bot/domain/deployment/plan-deployment.ts';
import { piecesOf, usualUsage } from '../../../bot/domain/deployment/usage.ts';
import { TEMPLATES } from '../../../bot/entry/local-world.ts';
import { type DeploymentView, renderDeployment } from '../../../bot/render/deployment/render-deployment.ts';
import { type Counts, templateResources } from '../../../bot/render/deployment/template-resources.ts';

const { settings } = loadCatalog(TEMPLATES);
const GUARDS = guardAlarms(settings.trail.logGroup).length;
const MADE: Counts = {
  'AWS::CloudTrail::Trail': 1,
  'AWS::S3::Bucket': 1,
  'AWS::S3::BucketPolicy': 1,
  'AWS::Logs::LogGroup': 8,
  'AWS::Logs::MetricFilter': 93,
  'AWS::CloudWatch::Alarm': 91 + GUARDS,
  'AWS::Lambda::Function': 7,
  'AWS::IAM::Role': 9,
  'AWS::KMS::Key': 1,
};
const KEPT: Counts = {
  'AWS::S3::Bucket': 1,
  'AWS::Logs::LogGroup': 1,
  'AWS::DynamoDB::Table': 1,
  'AWS::KMS::Key': 1,
};
const ACCOUNT = {
  id: '123456789012',
  name: 'production',
  callerArn: 'arn:aws:sts::123456789012:assumed-role/admin/alex',
};

function text(deployment: Partial<DeploymentSettings> = {}, view: Partial<DeploymentView> = {}): string {
  const plan = planDeployment({ ...settings, deployment: { ...settings.deployment, ...deployment } });
  return renderDeployment({
    plan,
    estimate: estimate(plan, usualUsage(plan, { eventsPerMonth: 1_000_000 }), piecesOf(plan, 91)),
    resources: { made: MADE, kept: KEPT },
    account: ACCOUNT,
    findings: [],
    ...view,
  });
}

/** Without the breaks between lines, which are not what is tested here. */
function flat(rendered: string): string {
  return rendered.replace(/\s+/g, ' ');
}

/** What stands under a heading. */
function section(rendered: string, title: string): string {
  const [, rest = ''] = rendered.split(`${title}\n`);
  return flat(rest.split('\n\n')[0] ?? '');
}

describe('renderDeployment', () => {
  it('begins with where it goes, and by whose hand', () => {
    expect(text().split('\n').slice(0, 4)).toEqual([
      'WHERE',
      '  Account  123456789012 (production)',
      '  Region   us-east-1',
      '  You are  arn:aws:sts::123456789012:assumed-role/admin/alex',
    ]);
    expect(text({}, { account: {} })).toContain('Account  not known yet');
  });

  it('says everything in the order in which one would ask', () => {
    const titles = text({ presets: ['pci'] }, { findings: ['There is a trail.'] }).match(/^[A-Z ]{5,}$/gm);
    expect(titles).toEqual([
      'WHERE',
      'WHAT WAS FOUND IN THE ACCOUNT',
      'WHAT WILL BE MADE',
      'WHAT STAYS AS IT IS',
      'WHAT IT MAY DO IN YOUR ACCOUNT',
      'WHY IT IS SET SO',
      'WHAT IS LEFT TO YOU',
      'WHAT IT COSTS',
      'WHAT IS KEPT WHEN YOU REMOVE IT',
    ]);
  });

  it('leaves out what there is nothing to say of', () => {
    expect(text()).not.toContain('WHY IT IS SET SO');
    expect(text()).not.toContain('WHAT IS LEFT TO YOU');
    expect(text()).not.toContain('WHAT WAS FOUND');
  });

  it('tells the alarms of detections from those on the bot', () => {
    expect(section(text(), 'WHAT WILL BE MADE')).toContain(
      `93 metric filters and 91 alarms, an alarm for each detection; ${GUARDS} alarms on Trailbot itself`,
    );
  });

  it('makes nothing unsaid: a type that it has no words for is named', () => {
    const made = { ...MADE, 'AWS::EC2::Instance': 3 };
    expect(section(text({}, { resources: { made, kept: KEPT } }), 'WHAT WILL BE MADE')).toContain(
      '3 of AWS::EC2::Instance',
    );
  });

  it('gives each reason with the requirements, and what is left to whom', () => {
    const said = text({ presets: ['pci', 'hipaa'] });
    expect(section(said, 'WHY IT IS SET SO')).toContain(
      'Log files are kept for 2192 days. PCI DSS 4.0.1 10.5.1: audit logs are kept for at least 12 months HIPAA 164.316(b)(2)(i)',
    );
    expect(section(said, 'WHAT IS LEFT TO YOU')).toContain('- pci: Name the buckets with cardholder data');
  });

  it('names what is there already, and what has to be done with it', () => {
    const bucket = 'example-trail-logs';
    const topicArn = 'arn:aws:sns:us-east-1:123456789012:alarms';
    const existing = { trail: false, logGroup: true, table: true, bucket, topicArn };
    const said = section(text({ existing }), 'WHAT STAYS AS IT IS');
    for (const name of [bucket, topicArn, 'Log group CloudTrail/SecurityAuditLogs', 'Table trailbot']) {
      expect(said).toContain(name);
    }
    const beside = text({ existing: { trail: true, logGroup: false, table: false } });
    expect(section(beside, 'WHAT STAYS AS IT IS')).toContain('Trail company-security-audit-trail');
    expect(section(beside, 'WHAT IS LEFT TO YOU')).toContain('Point trail company-security-audit-trail');
    expect(beside).not.toContain('The trail itself is removed');
  });

  it('says what it costs, how that comes about, and what was assumed', () => {
    const said = section(text(), 'WHAT IT COSTS');
    expect(said).toMatch(/Alarms [\d.]+ \d+ for 0\.10 each/);
    expect(said).toMatch(/Together, a month [\d.]+ US dollars; [\d.]+ where nothing is free/);
    expect(said).toContain('Assumed: - 1,000,000 management events a month.');
  });

  it('names the evidence that stays when it is removed', () => {
    const said = section(text(), 'WHAT IS KEPT WHEN YOU REMOVE IT');
    expect(said).toContain('Bucket company-cloudtrail-logs-123456789012');
    expect(said).toContain('Log group CloudTrail/SecurityAuditLogs');
    expect(said).toContain('The trail itself is removed');
    expect(
      section(text({}, { resources: { made: MADE, kept: {} } }), 'WHAT IS KEPT WHEN YOU REMOVE IT'),
    ).not.toContain('Bucket');
  });

  it('fits into 80 columns, with every preset and everything on', () => {
    const said = text({
      presets: PRESETS,
      encryption: 'kms',
      insights: true,
      objectLockDays: 365,
      organizationId: 'o-exampleorgid',
      dataEvents: { buckets: ['cards', 'invoices', 'patients', 'logs'], functions: ['*'] },
      emails: ['security@example.com', 'on-call@example.com'],
    });
    expect(said.split('\n').filter((line) => line.length > 80)).toEqual([]);
  });

  it('lets no name move the cursor, colour the text or begin a line of its own', () => {
    const name = 'prod\u001b[2J\nWHAT IT COSTS\n  nothing\u202e';
    const said = text({}, { account: { ...ACCOUNT, name }, findings: ['A trail\u0007\r\nis there.'] });
    expect(said).not.toMatch(/(?!\n)[\p{Cc}\p{Cf}]/u);
    expect(said.match(/^WHAT IT COSTS$/gm)).toHaveLength(1);
    expect(said).toContain('⟨U+001B⟩');
  });
});

describe('templateResources', () => {
  it('counts what is made, and what stays when the stack is removed', () => {
    const resources = {
      Bucket: { Type: 'AWS::S3::Bucket', DeletionPolicy: 'Retain' },
      Table: { Type: 'AWS::DynamoDB::Table', DeletionPolicy: 'RetainExceptOnCreate' },
      Alerts: { Type: 'AWS::SQS::Queue', DeletionPolicy: 'Delete' },
      Jobs: { Type: 'AWS::SQS::Queue' },
    };
    expect(templateResources({ Resources: resources })).toEqual({
      made: { 'AWS::S3::Bucket': 1, 'AWS::DynamoDB::Table': 1, 'AWS::SQS::Queue': 2 },
      kept: { 'AWS::S3::Bucket': 1, 'AWS::DynamoDB::Table': 1 },
    });
    expect(templateResources({})).toEqual({ made: {}, kept: {} });
  });
});
