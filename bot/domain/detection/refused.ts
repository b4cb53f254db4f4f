// Tells a call that AWS refused for want of permission from one that failed for another reason.
import { textAt } from '../read-json.ts';

/** AccessDenied, AccessDeniedException, Client.UnauthorizedOperation, UnauthorizedException … */
const REFUSED = /Denied|Unauthorized/;

/** Whether the call was an attempt at something that the caller may not do. Typing errors and missing things do not count. */
export function refused(record: unknown): boolean {
  return REFUSED.test(textAt(record, 'errorCode').slice(0, 200));
}
