// Tells an AWS service at work from somebody's own call.
import { textAt } from '../read-json.ts';

const SERVICE = /^[a-z0-9.-]+\.amazonaws\.com(\.cn)?$/;
/** The console signs as this when a person clicks: a name of a service that stands for a person. */
const CONSOLE = 'signin.amazonaws.com';

/**
 * Whether an AWS service made the call, by itself or on somebody's behalf (CloudFormation, Auto Scaling …). `AWS Internal`
 * does not count: it is also what stands there when a person, even root, uses the console. AWS alone writes these fields.
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-user-identity.html
 */
export function byService(record: unknown): boolean {
  if (textAt(record, 'userIdentity', 'type') === 'AWSService') return true;
  return [textAt(record, 'userIdentity', 'invokedBy'), textAt(record, 'sourceIPAddress')].some(
    (name) => name !== CONSOLE && SERVICE.test(name),
  );
}
