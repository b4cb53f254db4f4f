// The bucket that CloudTrail writes its log files to, kept whatever happens to the stack.
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import type { DeploymentPlan } from '../../bot/domain/deployment/deployment-plan.ts';

export interface ArchiveProps {
  readonly plan: DeploymentPlan;
  readonly key: IKey | undefined;
}

export class Archive extends Construct {
  /** Undefined where an existing trail has its own. */
  declare readonly bucket: IBucket | undefined;

  constructor(scope: Construct, id: string, _props: ArchiveProps) {
    super(scope, id);
  }
}
