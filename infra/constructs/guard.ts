// Watches the bot itself: a broken one pages by email, without the bot; and the dashboard.
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import type { FunctionName } from '../../bot/domain/deployment/functions.ts';
import type { Detection } from '../../bot/domain/detection/detection.ts';
import type { Queues } from './queues.ts';

export interface GuardProps {
  readonly queues: Queues;
  readonly functions: { readonly [name in FunctionName]: IFunction };
  readonly detections: readonly Detection[];
  readonly topic: ITopic;
}

export class Guard extends Construct {
  constructor(scope: Construct, id: string, _props: GuardProps) {
    super(scope, id);
  }
}
