// Which events the trail records: all management events, removals of log files, and the data events that are named.
import { Aws } from 'aws-cdk-lib';
import type { CfnTrail } from 'aws-cdk-lib/aws-cloudtrail';
import type { DeploymentPlan } from '../../bot/domain/deployment/deployment-plan.ts';

type Selector = CfnTrail.AdvancedEventSelectorProperty;
type Field = CfnTrail.AdvancedFieldSelectorProperty;

const OBJECTS = 'AWS::S3::Object';
const CALLS = 'AWS::Lambda::Function';

/**
 * The plain kind of selectors cannot leave a bucket out.
 * @param archiveArn - the bucket that the trail writes to: were its own writes recorded, each log file would be the reason
 * for the next
 * @param ownArchive - whether that bucket holds nothing but log files
 */
export function eventSelectors(
  { dataEvents: { buckets, functions } }: DeploymentPlan,
  archiveArn: string,
  ownArchive: boolean,
): Selector[] {
  const objects = { field: 'resources.ARN' };
  const logFiles = { ...objects, startsWith: [`${archiveArn}/`] };
  return [
    { name: 'Management events', fieldSelectors: [equal('eventCategory', 'Management')] },
    ...(ownArchive
      ? [
          data('Removals from the archive', OBJECTS, [
            logFiles,
            equal('readOnly', 'false'),
            { field: 'eventName', notEquals: ['PutObject'] },
          ]),
        ]
      : []),
    ...chosen(buckets, (names) =>
      names === 'all'
        ? data('Objects of all buckets', OBJECTS, [{ ...objects, notStartsWith: [`${archiveArn}/`] }])
        : data('Objects', OBJECTS, [{ ...objects, startsWith: names.map(objectsArn) }]),
    ),
    ...chosen(functions, (arns) =>
      arns === 'all'
        ? data('Calls of all functions', CALLS, [])
        : data('Calls of functions', CALLS, [{ field: 'resources.ARN', equalTo: [...arns] }]),
    ),
  ];
}

function chosen(
  names: readonly string[],
  select: (names: readonly string[] | 'all') => Selector,
): readonly Selector[] {
  if (names.length === 0) return [];
  return [select(names.includes('*') ? 'all' : names)];
}

function objectsArn(bucket: string): string {
  return `arn:${Aws.PARTITION}:s3:::${bucket}/`;
}

function data(name: string, type: string, narrowedBy: readonly Field[]): Selector {
  return {
    name,
    fieldSelectors: [equal('eventCategory', 'Data'), equal('resources.type', type), ...narrowedBy],
  };
}

function equal(field: string, value: string): Field {
  return { field, equalTo: [value] };
}
