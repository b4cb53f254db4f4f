// Reads the stack of an earlier deployment from CloudFormation: what it has, its template, and why it failed.
import {
  type CloudFormationClient,
  DescribeStackEventsCommand,
  DescribeStacksCommand,
  GetTemplateCommand,
  ListStackResourcesCommand,
  type StackEvent,
} from '@aws-sdk/client-cloudformation';
import { parseTemplate, STACK_NAME } from '../../domain/deployment/stack-template.ts';
import type { AccountLook, FoundStack } from '../../ports/setup.ts';
import { allPages } from '../health/read-once.ts';
import { callAsCaller, callUnlessMissing } from './call-as-caller.ts';

type StackLook = Pick<AccountLook, 'stack' | 'template' | 'whyFailed'>;
const StackName = STACK_NAME;
/** So CloudFormation says that there is no such stack. */
const NO_STACK = ['ValidationError'];
/** What is not, or no longer, the stack's. */
const GONE = /^(DELETE_COMPLETE|DELETE_SKIPPED|CREATE_FAILED)$/;
/** What the stack let go of and did not delete. */
const LEFT = /^DELETE_SKIPPED$/;

export function createStackLook(client: CloudFormationClient): StackLook {
  return {
    async stack() {
      const answer = await callUnlessMissing('cloudformation:DescribeStacks', NO_STACK, () =>
        client.send(new DescribeStacksCommand({ StackName })),
      );
      const [found] = answer?.Stacks ?? [];
      if (found === undefined) return undefined;
      const outputs = (found.Outputs ?? []).map(({ OutputKey = '', OutputValue = '' }) => [
        OutputKey,
        OutputValue,
      ]);
      return {
        status: found.StackStatus ?? 'unknown',
        outputs: Object.fromEntries(outputs),
        ...(await listResources(client)),
      };
    },

    async template() {
      const answer = await callUnlessMissing('cloudformation:GetTemplate', NO_STACK, () =>
        client.send(new GetTemplateCommand({ StackName, TemplateStage: 'Original' })),
      );
      return parseTemplate(answer?.TemplateBody ?? '');
    },

    async whyFailed() {
      const answer = await callUnlessMissing('cloudformation:DescribeStackEvents', NO_STACK, () =>
        client.send(new DescribeStackEventsCommand({ StackName })),
      );
      return firstFailure(answer?.StackEvents ?? []);
    },
  };
}

async function listResources(client: CloudFormationClient): Promise<Pick<FoundStack, 'resources' | 'left'>> {
  const all = await allPages(async (NextToken) => {
    const page = await callAsCaller('cloudformation:ListStackResources', () =>
      client.send(new ListStackResourcesCommand({ StackName, NextToken })),
    );
    return { items: page.StackResourceSummaries ?? [], next: page.NextToken };
  });
  const named = all.flatMap(({ ResourceType: type, PhysicalResourceId: physicalId, ResourceStatus = '' }) =>
    type && physicalId ? [{ type, physicalId, status: ResourceStatus }] : [],
  );
  const those = (is: (status: string) => boolean) =>
    named.filter(({ status }) => is(status)).map(({ type, physicalId }) => ({ type, physicalId }));
  return {
    resources: those((status) => !GONE.test(status)),
    left: those((status) => LEFT.test(status)),
  };
}

/** Events come newest first, those of earlier deployments too. What failed later failed because of the first. */
function firstFailure(events: readonly StackEvent[]): string | undefined {
  const begin = events.findIndex(
    ({ ResourceType, ResourceStatusReason }) =>
      ResourceType === 'AWS::CloudFormation::Stack' && ResourceStatusReason === 'User Initiated',
  );
  const failed = (begin === -1 ? events : events.slice(0, begin)).filter(
    ({ ResourceStatus = '', ResourceStatusReason = '' }) =>
      ResourceStatus.endsWith('_FAILED') && !/cancelled/i.test(ResourceStatusReason),
  );
  const first = failed.at(-1);
  return first && `${first.LogicalResourceId} (${first.ResourceType}): ${first.ResourceStatusReason ?? ''}`;
}
