// One KMS key for what the trail writes, when the plan wants one.
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import type { DeploymentPlan } from '../../bot/domain/deployment/deployment-plan.ts';

export interface EncryptionProps {
  readonly plan: DeploymentPlan;
}

export class Encryption extends Construct {
  declare readonly key: IKey | undefined;

  constructor(scope: Construct, id: string, _props: EncryptionProps) {
    super(scope, id);
  }
}
