// The Lambda functions, each with its own role, log group, queue and nothing more.
import { Duration, RemovalPolicy, Validations } from 'aws-cdk-lib';
import {
  Architecture,
  Code,
  FunctionUrlAuthType,
  InvokeMode,
  Function as LambdaFunction,
  LoggingFormat,
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
import {
  FUNCTION_NAMES,
  FUNCTIONS,
  type FunctionName,
  type FunctionSpec,
} from '../../bot/domain/deployment/functions.ts';
import { DEAD_LETTER_DAYS } from '../../bot/domain/deployment/queues.ts';
import { STREAM_DLQ, STREAM_FUNCTION } from '../../bot/domain/naming.ts';
import { askIngressConcurrency } from './function-concurrency.ts';
import { environmentOf } from './function-environment.ts';
import { createFunctionRole, type FunctionPlace } from './function-role.ts';
import type { Queues } from './queues.ts';
import type { Topics } from './topics.ts';

/** After the first try, minutes apart; then the dead-letter queue. CloudWatch Logs itself delivers once. */
const STREAM_RETRIES = 2;

export interface FunctionsProps extends FunctionPlace {
  /** For each function the folder with its bundle. */
  readonly bundles: { readonly [name in FunctionName]: string };
  readonly queues: Queues;
  readonly topics: Topics;
  readonly logGroup: ILogGroup;
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
    this.streamDeadLetters = this.createStreamDeadLetters();
    const made = FUNCTION_NAMES.map((name) => [name, this.createFunction(name, props)]);
    this.all = Object.fromEntries(made) as AllFunctions;
    this.url = this.openToSlack(this.all.ingress);
    this.followTheLog(this.all.stream, props.logGroup);
  }

  private createFunction(name: FunctionName, props: FunctionsProps): LambdaFunction {
    const spec = FUNCTIONS[name];
    const { reservedConcurrency } = spec;
    const created = new LambdaFunction(this, name, {
      functionName: spec.name,
      description: spec.does,
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      code: Code.fromAsset(props.bundles[name]),
      handler: 'index.handler',
      memorySize: spec.memoryMb,
      timeout: Duration.seconds(spec.timeoutSeconds),
      role: createFunctionRole(this, name, props).withoutPolicyUpdates(),
      environment: environmentOf(name, this, props),
      logGroup: this.createLog(name),
      // The bot writes JSON lines itself, and Lambda would put each of them into another one.
      loggingFormat: LoggingFormat.TEXT,
      tracing: Tracing.DISABLED,
      ...(reservedConcurrency !== undefined && {
        reservedConcurrentExecutions: askIngressConcurrency(this, reservedConcurrency),
      }),
      ...(name === 'stream' && {
        retryAttempts: STREAM_RETRIES,
        maxEventAge: Duration.hours(6),
        onFailure: new SqsDestination(this.streamDeadLetters),
      }),
    });
    if (spec.queue !== undefined) created.addEventSource(takeWork(spec, props.queues[spec.queue].queue));
    return created;
  }

  /** It goes with the stack: a log group that stays would be in the way of the next deployment, and is no evidence. */
  private createLog(name: FunctionName): LogGroup {
    return new LogGroup(this, `${name}-log`, {
      logGroupName: `/aws/lambda/${FUNCTIONS[name].name}`,
      retention: RetentionDays.THREE_MONTHS,
      removalPolicy: RemovalPolicy.DESTROY,
    });
  }

  private createStreamDeadLetters(): Queue {
    const queue = new Queue(this, 'StreamDeadLetters', {
      queueName: STREAM_DLQ,
      retentionPeriod: Duration.days(DEAD_LETTER_DAYS),
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    Validations.of(queue).acknowledge({
      id: 'AwsSolutions-SQS3',
      reason:
        'It is a dead-letter queue itself: of a function that is called, which has no queue to redrive from.',
    });
    return queue;
  }

  private openToSlack(ingress: LambdaFunction): string {
    const { url } = ingress.addFunctionUrl({
      // Slack signs its requests, and knows nothing of IAM: the function itself turns away whoever else calls.
      authType: FunctionUrlAuthType.NONE,
      invokeMode: InvokeMode.BUFFERED,
    });
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

function takeWork({ batchSize = 1, maxConcurrency }: FunctionSpec, queue: IQueue): SqsEventSource {
  return new SqsEventSource(queue, {
    batchSize,
    reportBatchItemFailures: true,
    ...(maxConcurrency !== undefined && { maxConcurrency }),
  });
}
