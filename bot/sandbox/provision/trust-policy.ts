// Says who may assume a role: services by their name, others by their ARN.

/** @param externalId what somebody of another account has to know as well. */
export function trustPolicy(trusts: readonly string[], externalId?: string): string {
  const arns = trusts.filter((it) => it.startsWith('arn:'));
  const services = trusts.filter((it) => !it.startsWith('arn:'));
  const Principal = {
    ...(arns.length > 0 && { AWS: arns }),
    ...(services.length > 0 && { Service: services }),
  };
  const Condition = { StringEquals: { 'sts:ExternalId': externalId } };
  const statement = { Effect: 'Allow', Principal, Action: 'sts:AssumeRole' };
  return JSON.stringify({
    Version: '2012-10-17',
    Statement: [externalId === undefined ? statement : { ...statement, Condition }],
  });
}
