// The one AWS account that the sandbox pretends to be.

export const ACCOUNT_ID = '123456789012';

/** The bucket that the account's trail writes to, named as the guide names it. */
export function archiveBucket(accountId: string): string {
  return `company-cloudtrail-logs-${accountId}`;
}
