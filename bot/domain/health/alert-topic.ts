// The topic that alarms notify: ours, or the one that the settings say is there already.
import { ALERT_TOPIC } from '../naming.ts';
import { parseArn } from '../parse-arn.ts';

/**
 * The topic's name, for people.
 * @param topicArn - of the topic that is there already; undefined: it is ours
 */
export function alertTopicName(topicArn: string | undefined): string {
  return topicArn === undefined ? ALERT_TOPIC : (parseArn(topicArn)?.resource ?? topicArn);
}

/** Our topic in the account and Region of an alarm: one of the same name elsewhere belongs to somebody else. */
export function ownTopicBeside(alarmArn: string | undefined): string {
  const arn = parseArn(alarmArn ?? '');
  return arn ? `arn:${arn.partition}:sns:${arn.region}:${arn.accountId}:${ALERT_TOPIC}` : '';
}
