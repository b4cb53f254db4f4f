// Tells calls with the keys of an EC2 instance, which are what a hole in a web application gives away.
import { textAt } from '../read-json.ts';

/** EC2 names the session after the instance: `AROA…:i-0a1b2c3d4e5f60718`. */
const INSTANCE_SESSION = /:i-[0-9a-f]{8,17}$/;

/** Whether the role of an EC2 instance made the call, from the instance itself or from wherever its keys were taken. */
export function byServer(record: unknown): boolean {
  if (textAt(record, 'userIdentity', 'type') !== 'AssumedRole') return false;
  if (textAt(record, 'userIdentity', 'sessionContext', 'ec2RoleDelivery') !== '') return true;
  return INSTANCE_SESSION.test(textAt(record, 'userIdentity', 'principalId').slice(-100));
}
