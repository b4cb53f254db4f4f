// Which events the trail records: all management events, and data events where they are named.
import { Aws } from 'aws-cdk-lib';
import type { CfnTrailProps } from 'aws-cdk-lib/aws-cloudtrail';
import type { DeploymentPlan } from '../../bot/domain/deployment/deployment-plan.ts';

type Field = { readonly field: string; readonly equalTo?: string[]; readonly startsWith?: string[] };
type Selector = { readonly name: string; readonly fieldSelectors: (Field & { notStartsWith?: string[] })[] };

/** @param archiveArn - its own writes would be recorded, and these again */
export function selectors(
  { dataEvents }: DeploymentPlan,
  archiveArn: string,
): Pick<CfnTrailProps, 'eventSelectors' | 'advancedEventSelectors'> {
  const { buckets, functions } = dataEvents;
  if (buckets.length === 0 && functions.length === 0) {
    return { eventSelectors: [{ includeManagementEvents: true, readWriteType: 'All' }] };
  }
  const advanced: Selector[] = [
    { name: 'Management events', fieldSelectors: [equal('eventCategory', 'Management')] },
  ];
  if (buckets.includes('*')) {
    const others = { field: 'resources.ARN', notStartsWith: [`${archiveArn}/`] };
    advanced.push(dataOf('Objects of all buckets', 'AWS::S3::Object', others));
  } else if (buckets.length > 0) {
    const startsWith = buckets.map((name) => `arn:${Aws.PARTITION}:s3:::${name}/`);
    advanced.push(dataOf('Objects', 'AWS::S3::Object', { field: 'resources.ARN', startsWith }));
  }
  if (functions.includes('*')) advanced.push(dataOf('Calls of all functions', 'AWS::Lambda::Function'));
  else if (functions.length > 0) {
    advanced.push(
      dataOf('Calls of functions', 'AWS::Lambda::Function', {
        field: 'resources.ARN',
        equalTo: [...functions],
      }),
    );
  }
  return {
    advancedEventSelectors: advanced.map(({ name, fieldSelectors }) => ({
      name,
      fieldSelectors: fieldSelectors.map(({ equalTo, ...rest }) => ({
        ...rest,
        ...(equalTo && { equalTo }),
      })),
    })),
  };
}

function dataOf(name: string, type: string, which?: Field & { notStartsWith?: string[] }): Selector {
  const fieldSelectors = [equal('eventCategory', 'Data'), equal('resources.type', type)];
  return { name, fieldSelectors: which ? [...fieldSelectors, which] : fieldSelectors };
}

function equal(field: string, value: string): Field {
  return { field, equalTo: [value] };
}
