// The estimate counts without a template; the stack is what is paid for.
import type { Template } from 'aws-cdk-lib/assertions';
import { describe, expect, it } from 'vitest';
import { loadCatalog } from '../../bot/catalog/load-catalog.ts';
import { planDeployment } from '../../bot/domain/deployment/plan-deployment.ts';
import { piecesOf } from '../../bot/domain/deployment/usage.ts';
import { TEMPLATES } from '../../bot/entry/local-world.ts';
import { madeLines } from '../../bot/render/deployment/made-lines.ts';
import { templateResources } from '../../bot/render/deployment/template-resources.ts';
import { synthStack } from '../support/synth-stack.ts';

interface Dashboard {
  readonly widgets: readonly { readonly properties: { readonly metrics?: readonly unknown[] } }[];
}

function metricsShown(template: Template): number {
  const [dashboard] = Object.values(template.findResources('AWS::CloudWatch::Dashboard'));
  // Names of queues and the partition are only known to CloudFormation.
  const body: Dashboard = JSON.parse(
    dashboard?.Properties.DashboardBody['Fn::Join'][1]
      .map((part: unknown) => (typeof part === 'string' ? part : 'known-later'))
      .join(''),
  );
  return body.widgets.reduce((sum, { properties }) => sum + (properties.metrics?.length ?? 0), 0);
}

describe('what the estimate and the text before a deployment say', () => {
  const { detections, settings } = loadCatalog(TEMPLATES);
  const plan = planDeployment(settings);
  const { template } = synthStack();
  const { made } = templateResources(template.toJSON());

  it('counts as many pieces as the stack has', () => {
    const count = (type: string) => made[`AWS::${type}`] ?? 0;
    expect(piecesOf(plan, detections.length)).toEqual({
      alarms: count('CloudWatch::Alarm'),
      metrics: detections.length,
      dashboards: count('CloudWatch::Dashboard'),
      dashboardMetrics: metricsShown(template),
      keys: count('KMS::Key'),
      polledQueues: count('Lambda::EventSourceMapping'),
    });
  });

  it('has plain words for everything in the stack', () => {
    expect(madeLines(plan, made).filter((line) => line.includes('AWS::'))).toEqual([]);
  });
});
