// The estimate counts without a template; the stack is what is paid for.
import { describe, expect, it } from 'vitest';
import { loadCatalog } from '../../bot/catalog/load-catalog.ts';
import { planDeployment } from '../../bot/domain/deployment/plan-deployment.ts';
import { piecesOf } from '../../bot/domain/deployment/usage.ts';
import { TEMPLATES } from '../../bot/entry/local-world.ts';
import { madeLines } from '../../bot/render/deployment/made-lines.ts';
import { templateResources } from '../../bot/render/deployment/template-resources.ts';
import { synthStack } from '../support/synth-stack.ts';

describe('what the estimate and the text before a deployment say', () => {
  const { detections, settings } = loadCatalog(TEMPLATES);
  const plan = planDeployment(settings);
  const { made } = templateResources(synthStack().template.toJSON());

  it('counts as many pieces as the stack has', () => {
    const count = (type: string) => made[`AWS::${type}`] ?? 0;
    expect(piecesOf(plan, detections.length)).toEqual({
      alarms: count('CloudWatch::Alarm'),
      metrics: detections.length,
      dashboards: count('CloudWatch::Dashboard'),
      keys: count('KMS::Key'),
      polledQueues: count('Lambda::EventSourceMapping'),
    });
  });

  it('has plain words for everything in the stack', () => {
    expect(madeLines(plan, made).filter((line) => line.includes('AWS::'))).toEqual([]);
  });
});
