// The Lambda functions, each with its own role, log group, queue and nothing more.
import { Duration, RemovalPolicy, Stack, Validations } from 'aws-cdk-lib';
import { PolicyDocument, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import {
  Architecture,
  Code,
  FunctionUrlAuthType,
  Function as LambdaFunction,
  Runtime,
  Tracing,
} from 'aws-cdk-lib/aws-lambda';
import { SqsDestination } from 'aws-cdk-lib/aws-lambda-destinations';
import { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import {
  FilterPattern,
  type ILogGroup,
  LogGroup,
  RetentionDays,
  SubscriptionFilter,
} from 'aws-cdk-lib/aws-logs';
import { LambdaDestination } from 'aws-cdk-lib/aws-logs-destinations';
import { type IQueue, Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { DeploymentPlan } from '../../bot/domain/deployment/deployment-plan.ts';
import {
  FUNCTION_NAMES,
  FUNCTIONS,
  type FunctionName,
  type FunctionSpec,
} from '../../bot/domain/deployment/functions.ts';
import { type PermissionPlace, permissionsOf } from '../../bot/domain/deployment/permissions.ts';
import { DEAD_LETTER_DAYS } from '../../bot/domain/deployment/queues.ts';
import { STREAM_DLQ, STREAM_FUNCTION } from '../../bot/domain/naming.ts';
import type { ContainmentSettings } from '../../bot/domain/settings.ts';
import type { Archive } from './archive.ts';
import { environmentOf } from './function-environment.ts';
import type { Queues } from './queues.ts';
import type { Topics } from './topics.ts';
import { explainWildcards } from './wildcards.ts';

/** Two deliveries a minute apart, then the dead-letter queue: CloudWatch Logs itself delivers once. */
const STREAM_RETRIES = 2;

export interface FunctionsProps {
  readonly plan: DeploymentPlan;
  /** For each function the folder with its bundle. */
  readonly bundles: { readonly [name in FunctionName]: string };
  readonly queues: Queues;
  readonly topics: Topics;
  readonly archive: Archive;
  readonly logGroup: ILogGroup;
  readonly topicKey: IKey;
  readonly containment: ContainmentSettings;
}

type AllFunctions = { readonly [name in FunctionName]: LambdaFunction };

export class Functions extends Construct {
  readonly all: AllFunctions;
  /** What the stream's function gave up on. */
  readonly streamDeadLetters: IQueue;
  /** What Slack calls. */
  readonly url: string;

  constructor(scope: Construct, id: string, props: FunctionsProps) {
    super(scope, id);
    this.streamDeadLetters = new Queue(this, 'StreamDeadLetters', {
      queueName: STREAM_DLQ,
      retentionPeriod: Duration.days(DEAD_LETTER_DAYS),
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
    });
    Validations.of(this.streamDeadLetters).acknowledge({
      id: 'AwsSolutions-SQS3',
      reason:
        'It is a dead-letter queue itself: of a function that is called, which has no queue to redrive from.',
    });
    const made = FUNCTION_NAMES.map((name) => [name, this.createFunction(name, props)]);
    this.all = Object.fromEntries(made) as AllFunctions;
    this.url = this.openToSlack(this.all.ingress);
    this.followTheLog(this.all.stream, props.logGroup);
  }

  private createFunction(name: FunctionName, props: FunctionsProps): LambdaFunction {
    const spec = FUNCTIONS[name];
    const role = this.createRole(name, props);
    const created = new LambdaFunction(this, name, {
      functionName: spec.name,
      description: spec.does,
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      code: Code.fromAsset(props.bundles[name]),
      handler: 'index.handler',
      memorySize: spec.memoryMb,
      timeout: Duration.seconds(spec.timeoutSeconds),
      role: role.withoutPolicyUpdates(),
      environment: environmentOf(name, this, props),
      logGroup: new LogGroup(this, `${name}-log`, {
        logGroupName: `/aws/lambda/${spec.name}`,
        retention: RetentionDays.THREE_MONTHS,
        removalPolicy: RemovalPolicy.DESTROY,
      }),
      tracing: Tracing.DISABLED,
      ...(spec.reservedConcurrency !== undefined && {
        reservedConcurrentExecutions: spec.reservedConcurrency,
      }),
      ...(name === 'stream' && {
        retryAttempts: STREAM_RETRIES,
        maxEventAge: Duration.hours(6),
        onFailure: new SqsDestination(this.streamDeadLetters),
      }),
    });
    // CloudFormation may delete the log group's policy and the role's in any order; the function needs both.
    created.node.addDependency(role);
    if (spec.queue !== undefined) created.addEventSource(this.work(spec, props.queues[spec.queue].queue));
    return created;
  }

  private work({ batchSize, maxConcurrency }: FunctionSpec, queue: IQueue): SqsEventSource {
    return new SqsEventSource(queue, {
      batchSize: batchSize ?? 1,
      reportBatchItemFailures: true,
      ...(maxConcurrency !== undefined && { maxConcurrency }),
    });
  }

  private createRole(name: FunctionName, props: FunctionsProps): Role {
    const spec = FUNCTIONS[name];
    const { Statement, ...rest } = permissionsOf(name, placeOf(this, props));
    const extra = name === 'stream' ? [giveUp(this.streamDeadLetters.queueArn)] : [];
    const role = new Role(this, `${name}-role`, {
      roleName: spec.name,
      description: spec.does,
      assumedBy: new ServicePrincipal('lambda.amazonaws.com'),
      inlinePolicies: {
        permissions: PolicyDocument.fromJson({ ...rest, Statement: [...Statement, ...extra] }),
      },
    });
    explainWildcards(role, [...Statement, ...extra]);
    return role;
  }

  private openToSlack(ingress: LambdaFunction): string {
    // Slack signs its requests, and knows nothing of IAM: the function itself turns away whoever else calls.
    const { url } = ingress.addFunctionUrl({ authType: FunctionUrlAuthType.NONE });
    return url;
  }

  private followTheLog(stream: LambdaFunction, logGroup: ILogGroup): void {
    new SubscriptionFilter(this, 'Subscription', {
      logGroup,
      filterName: STREAM_FUNCTION,
      destination: new LambdaDestination(stream),
      // Everything: the function decides with the detections' own filters.
      filterPattern: FilterPattern.allEvents(),
    });
  }
}

function giveUp(queueArn: string) {
  return { Sid: 'GiveUp', Effect: 'Allow' as const, Action: ['sqs:SendMessage'], Resource: [queueArn] };
}

function placeOf(
  scope: Construct,
  { plan, topics, archive, topicKey, containment }: FunctionsProps,
): PermissionPlace {
  const { partition, account, region } = Stack.of(scope);
  return {
    partition,
    accountId: account,
    region,
    logGroup: plan.logGroup,
    trailName: plan.trailName,
    containment,
    topicKeyArn: topicKey.keyArn,
    archiveBucket: archive.bucket?.bucketName,
    alertTopicArn: topics.alerts.topicArn,
  };
}
