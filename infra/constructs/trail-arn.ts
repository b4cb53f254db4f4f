// The trail's ARN, known before the trail is there: policies are bound to it.
import { Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';

export function trailArn(scope: Construct, trailName: string): string {
  const resource = { service: 'cloudtrail', resource: 'trail', resourceName: trailName };
  return Stack.of(scope).formatArn(resource);
}
