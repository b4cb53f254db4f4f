// Reads the parts of an ARN: arn:partition:service:region:account:resource.

export interface Arn {
  readonly partition: string;
  readonly service: string;
  readonly region: string;
  readonly accountId: string;
  /** All that follows the account: `user/alice`, `alarm:name: with colons`. */
  readonly resource: string;
}

const PARTITION = /^aws[a-z-]{0,20}$/;
/** S3 buckets carry no account, and policies of AWS carry `aws`. */
const ACCOUNT = /^(\d{12}|aws)?$/;

/** Undefined for text that is not an ARN, and for one longer than any ARN of AWS (2,048 characters). */
export function parseArn(text: string): Arn | undefined {
  if (text.length > 2048 || !text.startsWith('arn:')) return undefined;
  const [, partition = '', service = '', region = '', accountId = '', ...rest] = text.split(':');
  const resource = rest.join(':');
  const sound = PARTITION.test(partition) && service !== '' && ACCOUNT.test(accountId) && resource !== '';
  return sound ? { partition, service, region, accountId, resource } : undefined;
}
