// For each detection its metric filters and its alarm.
import type { ILogGroup } from 'aws-cdk-lib/aws-logs';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import type { Detection } from '../../bot/domain/detection/detection.ts';

export interface DetectionsProps {
  readonly detections: readonly Detection[];
  readonly logGroup: ILogGroup;
  readonly topic: ITopic;
}

export class Detections extends Construct {
  constructor(scope: Construct, id: string, _props: DetectionsProps) {
    super(scope, id);
  }
}
