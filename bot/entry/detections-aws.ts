// `npm run detections -- test --aws`: every example's record, asked of the TestMetricFilter of the caller's account.
import { join } from 'node:path';
import { createTestMetricFilter } from '../aws/test-metric-filter.ts';
import { parseSettings } from '../catalog/load-catalog.ts';
import {
  type AwsAnswer,
  type AwsDifference,
  findDifferences,
  questionsFor,
} from '../domain/explain/aws-difference.ts';
import { renderAwsDifferences } from '../render/aws-differences.ts';
import { readDetections, readTemplate } from './detections-files.ts';
import type { TestAsked, Tested } from './detections-test.ts';

export interface AwsAsked extends TestAsked {
  readonly region?: string;
  readonly profile?: string;
}

/**
 * Asks AWS about the filters as they are deployed, one call after the other.
 * @throws TrailbotError `config_missing` without credentials that work; `aws_denied`, `aws_throttled`, `aws_failed`; and
 * `settings_invalid` when no Region is given and settings.yml does not say one
 */
export async function testWithAws(asked: AwsAsked, connect = createTestMetricFilter): Promise<Tested> {
  const region = asked.region ?? homeRegion(asked.templates);
  const test = connect({
    region,
    ...(asked.profile !== undefined && { profile: asked.profile }),
  });
  const { detections } = asked.files ?? readDetections(asked.templates, asked.ids);
  const differences: AwsDifference[] = [];
  for (const detection of detections) {
    const answers: AwsAnswer[] = [];
    const { filters, messages } = questionsFor(detection);
    for (const { pattern } of filters) answers.push(await test(pattern, messages));
    differences.push(...findDifferences(detection, answers));
  }
  const examples = detections.reduce((sum, one) => sum + one.examples.length, 0);
  const text = renderAwsDifferences(differences, { detections: detections.length, examples, region });
  return { text, right: differences.length === 0 };
}

function homeRegion(templates: string): string {
  return parseSettings('settings.yml', readTemplate(join(templates, 'settings.yml'))).trail.homeRegion;
}
