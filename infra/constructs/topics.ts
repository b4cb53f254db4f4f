// Who is notified: the topic of the alarms, and the one that wakes people.
import { RemovalPolicy, Stack } from 'aws-cdk-lib';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { type ITopic, Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import { Construct } from 'constructs';
import type { DeploymentPlan } from '../../bot/domain/deployment/deployment-plan.ts';
import { ALERT_TOPIC, ESCALATION_TOPIC } from '../../bot/domain/naming.ts';

export interface TopicsProps {
  readonly plan: DeploymentPlan;
  readonly key: IKey;
}

export class Topics extends Construct {
  /** What every alarm notifies; an existing one keeps its own policy, encryption and subscribers. */
  readonly alerts: ITopic;
  /** Pages people by email, and by what they subscribe to it: also when the bot or Slack is down. */
  readonly escalations: ITopic;

  constructor(scope: Construct, id: string, { plan, key }: TopicsProps) {
    super(scope, id);
    const { topicArn } = plan.existing;
    this.alerts =
      topicArn === undefined
        ? this.createTopic('Alerts', ALERT_TOPIC, plan, key)
        : Topic.fromTopicArn(this, 'Alerts', topicArn);
    this.escalations = this.createTopic('Escalations', ESCALATION_TOPIC, plan, key);
  }

  /** With a policy of its own only alarms may publish; the bot's roles may by their own policies. */
  private createTopic(id: string, topicName: string, plan: DeploymentPlan, masterKey: IKey): Topic {
    const topic = new Topic(this, id, { topicName, masterKey, enforceSSL: true, signatureVersion: '2' });
    topic.applyRemovalPolicy(RemovalPolicy.DESTROY);
    const { partition, region, account } = Stack.of(this);
    topic.addToResourcePolicy(
      new PolicyStatement({
        sid: 'AlarmsOfThisAccount',
        principals: [new ServicePrincipal('cloudwatch.amazonaws.com')],
        actions: ['sns:Publish'],
        resources: [topic.topicArn],
        conditions: {
          StringEquals: { 'aws:SourceAccount': account },
          ArnLike: { 'aws:SourceArn': `arn:${partition}:cloudwatch:${region}:${account}:alarm:*` },
        },
      }),
    );
    for (const email of plan.emails) topic.addSubscription(new EmailSubscription(email));
    return topic;
  }
}
