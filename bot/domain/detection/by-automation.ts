// Tells a pipeline's routine call from a person's.
import { textAt } from '../read-json.ts';

const OIDC_PROVIDER = ':oidc-provider/';
/** Pods of a cluster come by OIDC too. They run applications, and one that changes the account is no routine. */
const CLUSTER = ':oidc-provider/oidc.eks.';
const INFRASTRUCTURE_TOOL = /\b(?:Terraform|OpenTofu|Pulumi)\//i;

/**
 * Whether a CI job (a role assumed through an OIDC provider such as GitHub's) or an infrastructure tool in a role made the
 * call. Anybody can forge a user agent, so an access key of a user, which is what leaks, never counts as automation.
 * Use it to keep routine out of the night, and never for what would be dangerous whoever did it.
 */
export function byAutomation(record: unknown): boolean {
  if (textAt(record, 'userIdentity', 'type') !== 'AssumedRole') return false;
  const session = ['userIdentity', 'sessionContext', 'webIdFederationData', 'federatedProvider'];
  const provider = textAt(record, ...session);
  if (provider.includes(OIDC_PROVIDER) && !provider.includes(CLUSTER)) return true;
  return provider === '' && INFRASTRUCTURE_TOOL.test(textAt(record, 'userAgent').slice(0, 500));
}
