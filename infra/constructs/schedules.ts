// What happens by the clock: the daily review, the daily look at the trail, the weekly test.
import { Duration, RemovalPolicy, Stack, TimeZone } from 'aws-cdk-lib';
import { PolicyDocument, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import {
  ContextAttribute,
  type IScheduleTarget,
  Schedule,
  ScheduleExpression,
  ScheduleGroup,
  ScheduleTargetInput,
  TimeWindow,
} from 'aws-cdk-lib/aws-scheduler';
import { type IQueue, Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { DeploymentPlan } from '../../bot/domain/deployment/deployment-plan.ts';
import { JOB_DLQ, SCHEDULER_ROLE } from '../../bot/domain/naming.ts';
import {
  dueOf,
  formatScheduled,
  SCHEDULE_GROUP,
  SCHEDULED_TASKS,
  type ScheduledTask,
} from '../../bot/domain/scheduled.ts';

const DOES: { readonly [task in ScheduledTask]: string } = {
  review: 'Posts the daily review, to be signed off.',
  check: 'Looks at the trail, and says when it cannot be trusted.',
  test: 'Sends a harmless event down the whole way to Slack.',
};
/** A day later the next one is due. */
const GIVEN_UP_AFTER = Duration.hours(12);
/** As many as Scheduler takes; with its growing pauses the time above ends it first. */
const RETRIES = 185;

export interface SchedulesProps {
  readonly plan: DeploymentPlan;
  readonly queue: IQueue;
}

export class Schedules extends Construct {
  constructor(scope: Construct, id: string, { plan, queue }: SchedulesProps) {
    super(scope, id);
    const scheduleGroup = new ScheduleGroup(this, 'Group', {
      scheduleGroupName: SCHEDULE_GROUP,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    // Its alarm writes an email: what never reached the queue is noticed like what was given up on.
    const deadLetters = Queue.fromQueueArn(
      this,
      'DeadLetters',
      Stack.of(this).formatArn({ service: 'sqs', resource: JOB_DLQ }),
    );
    const role = this.createRole([queue, deadLetters]);
    for (const task of SCHEDULED_TASKS) {
      new Schedule(this, task, {
        scheduleName: task,
        description: DOES[task],
        scheduleGroup,
        schedule: expressionOf(task, plan),
        timeWindow: TimeWindow.off(),
        target: createTarget(task, { queue, deadLetters, role }),
      });
    }
  }

  private createRole(queues: readonly IQueue[]): Role {
    const { account } = Stack.of(this);
    const group = Stack.of(this).formatArn({
      service: 'scheduler',
      resource: 'schedule-group',
      resourceName: SCHEDULE_GROUP,
    });
    return new Role(this, 'Role', {
      roleName: SCHEDULER_ROLE,
      description: 'EventBridge Scheduler puts what is due on the job queue with it.',
      // Without these anybody's schedule in any account could use the role.
      assumedBy: new ServicePrincipal('scheduler.amazonaws.com', {
        conditions: { StringEquals: { 'aws:SourceAccount': account }, ArnEquals: { 'aws:SourceArn': group } },
      }),
      inlinePolicies: {
        work: new PolicyDocument({
          statements: [
            new PolicyStatement({
              sid: 'GiveWork',
              actions: ['sqs:SendMessage'],
              resources: queues.map(({ queueArn }) => queueArn),
            }),
          ],
        }),
      },
    });
  }
}

function expressionOf(task: ScheduledTask, { review }: DeploymentPlan): ScheduleExpression {
  const { hour, minute, weekDay } = dueOf(task, review.at);
  return ScheduleExpression.cron({
    minute: String(minute),
    hour: String(hour),
    ...(weekDay && { weekDay }),
    timeZone: TimeZone.of(review.timeZone),
  });
}

/** Not the library's own target for queues: that one lets the role read the queue's attributes as well. */
function createTarget(
  task: ScheduledTask,
  { queue, deadLetters, role }: { readonly queue: IQueue; readonly deadLetters: IQueue; readonly role: Role },
): IScheduleTarget {
  const body = formatScheduled(task, {
    id: ContextAttribute.executionId,
    at: ContextAttribute.scheduledTime,
  });
  return {
    bind: () => ({
      arn: queue.queueArn,
      role,
      input: ScheduleTargetInput.fromText(body),
      retryPolicy: {
        maximumEventAgeInSeconds: GIVEN_UP_AFTER.toSeconds(),
        maximumRetryAttempts: RETRIES,
      },
      deadLetterConfig: { arn: deadLetters.queueArn },
    }),
  };
}
