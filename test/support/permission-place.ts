// An account in which the permissions are tried out.
import type { PermissionPlace } from '../../bot/domain/deployment/permission-place.ts';
import { ALERT_TOPIC, archiveBucket, LOG_GROUP, TRAIL_NAME } from '../../bot/domain/naming.ts';
import { ACCOUNT, OTHER_ACCOUNT } from './records.ts';

export const PLACE: PermissionPlace = {
  partition: 'aws',
  accountId: ACCOUNT,
  region: 'us-east-1',
  logGroup: LOG_GROUP,
  trailName: TRAIL_NAME,
  containment: {
    breakGlass: [`arn:aws:iam::${ACCOUNT}:user/break-glass`],
    memberAccounts: { [OTHER_ACCOUNT]: 'an-external-id' },
  },
  topicKeyArn: `arn:aws:kms:us-east-1:${ACCOUNT}:key/11111111-2222-3333-4444-555555555555`,
  archiveBucket: archiveBucket(ACCOUNT),
  alertTopicArn: `arn:aws:sns:us-east-1:${ACCOUNT}:${ALERT_TOPIC}`,
};
