// Calls that change who may do what, the network, the logs or the encryption: what some detection should count.
import type { TrailEvent } from '../event/trail-event.ts';

/** Begins what only reads, and what is the daily work of a service rather than a change to it. */
const READS =
  /^(Get|List|Describe|Head|Batch(Get|Describe|Check)|Lookup|Search|Simulate|Generate(?!DataKey)|Test|Check|Validate|Preview|Filter|Query|Select|Estimate|Can|Is|Start(Query|LiveTail)|StopQuery|DetectStack)/;

const EVERYTHING = /^/;

/**
 * By the source, the calls that matter. Where a pattern begins with `(?!`, all but these: they come by the thousand and
 * change nothing that anybody set.
 */
const SAFEGUARDS: Readonly<Record<string, RegExp>> = {
  'iam.amazonaws.com': EVERYTHING,
  'organizations.amazonaws.com': EVERYTHING,
  'account.amazonaws.com': EVERYTHING,
  'sso.amazonaws.com': /^(?!Authenticate|Federate|Logout|CreateToken)/,
  'sso-directory.amazonaws.com':
    /^(?!Authenticate|Verify|Start|Complete|UserAuthentication|CredentialChallenge)/,
  'identitystore.amazonaws.com': EVERYTHING,
  'rolesanywhere.amazonaws.com': /^(?!CreateSession)/,
  'access-analyzer.amazonaws.com': /^(?!StartResourceScan|UpdateFindings|ApplyArchiveRule)/,
  'kms.amazonaws.com':
    /^(?!Decrypt|Encrypt|GenerateDataKey|ReEncrypt|Sign|Verify|DeriveSharedSecret|CreateGrant|RetireGrant|RotateKey$|SynchronizeMultiRegionKey|DeleteKey$)/,
  'cloudtrail.amazonaws.com': /^(?!StartQuery|CancelQuery)/,
  'logs.amazonaws.com': /^(?!CreateLogStream|PutLogEvents|Unmask|StartQuery|CreateExportTask|TagResource)/,
  'monitoring.amazonaws.com': /^(?!PutMetricData|SetAlarmState|TagResource)/,
  'config.amazonaws.com':
    /^(?!PutEvaluations|PutExternalEvaluation|PutResourceConfig|StartConfigRulesEvaluation|SelectResource)/,
  'guardduty.amazonaws.com': /^(?!CreateSampleFindings|SendSecurityTelemetry)/,
  'securityhub.amazonaws.com': /^(?!BatchImportFindings|BatchUpdateFindings)/,
  'ec2.amazonaws.com':
    /SecurityGroup|RouteTable|Route$|Gateway|NetworkAcl|Vpc|Subnet|FlowLogs|TrafficMirror|EbsEncryption|TransitGateway|PrefixList|Peering|DhcpOptions|VpnConnection/,
  's3.amazonaws.com':
    /^(Put|Delete)(Bucket(Policy|Acl|Encryption|PublicAccessBlock|Logging|Versioning|OwnershipControls|Replication|Lifecycle)|AccountPublicAccessBlock|PublicAccessBlock)/,
  's3express.amazonaws.com': /^(Put|Delete)Bucket(Policy|Encryption)/,
  'network-firewall.amazonaws.com': EVERYTHING,
  'route53resolver.amazonaws.com': /QueryLog|Firewall/,
  'wafv2.amazonaws.com': EVERYTHING,
};

/** By the name alone, before the record is read: {@link isUncovered} has the last word. */
export function touchesSafeguard(eventSource: string, eventName: string): boolean {
  const calls = Object.hasOwn(SAFEGUARDS, eventSource) ? SAFEGUARDS[eventSource] : undefined;
  return calls?.test(eventName) === true && !READS.test(eventName);
}

/** Whether it changed a safeguard: it was not refused, and AWS does not call it a read. */
export function changesSafeguard({ eventSource, eventName, readOnly, outcome }: TrailEvent): boolean {
  return readOnly !== true && outcome.kind === 'success' && touchesSafeguard(eventSource, eventName);
}
