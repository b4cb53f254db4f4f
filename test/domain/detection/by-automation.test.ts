import { describe, expect, it } from 'vitest';
import { byAutomation } from '../../../bot/domain/detection/by-automation.ts';

const TERRAFORM = 'APN/1.0 HashiCorp/1.0 Terraform/1.9.8 (+https://www.terraform.io)';

function role(provider?: string, userAgent = 'Boto3/1.35') {
  const federatedProvider =
    provider === undefined ? {} : { webIdFederationData: { federatedProvider: provider } };
  return { userIdentity: { type: 'AssumedRole', sessionContext: federatedProvider }, userAgent };
}

describe('byAutomation', () => {
  it('knows a CI job by the OIDC provider that vouched for it', () => {
    expect(
      byAutomation(role('arn:aws:iam::123456789012:oidc-provider/token.actions.githubusercontent.com')),
    ).toBe(true);
  });

  it('takes no pod of a cluster for a pipeline, whatever it says of itself', () => {
    const cluster = 'arn:aws:iam::123456789012:oidc-provider/oidc.eks.eu-west-1.amazonaws.com/id/ABCDEF';
    expect(byAutomation(role(cluster, TERRAFORM))).toBe(false);
  });

  it.each([TERRAFORM, 'APN/1.0 OpenTofu/1.8.2', 'aws-sdk-go-v2/1.30 pulumi/3.130'])(
    'knows a tool in a role: %s',
    (agent) => {
      expect(byAutomation(role(undefined, agent))).toBe(true);
    },
  );

  it('does not believe the user agent of an access key that a user holds, which is what leaks', () => {
    expect(byAutomation({ userIdentity: { type: 'IAMUser' }, userAgent: TERRAFORM })).toBe(false);
  });

  it.each([{}, null, 'x', { userIdentity: { type: 'AssumedRole', sessionContext: [] }, userAgent: 5 }])(
    'is false for %j',
    (record) => expect(byAutomation(record)).toBe(false),
  );
});
