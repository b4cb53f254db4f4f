// Lists what a call touched: ARNs where CloudTrail has them, else the names in the request and in the answer.
import { cutText } from '../cut-text.ts';
import { parseArn } from '../parse-arn.ts';
import { listAt, textAt, textsAt } from '../read-json.ts';
import type { TrailEvent } from './trail-event.ts';

const MOST = 10;
const LONGEST = 200;

/** Where the common services name what is acted on; the thing itself before what it belongs to. */
const IN_REQUEST = [
  'accessKeyId',
  'policyArn',
  'policyName',
  'serialNumber',
  'userName',
  'roleName',
  'groupName',
  'instanceProfileName',
  'roleArn',
  'groupId',
  'groupIds',
  'securityGroupRuleIds',
  'instancesSet.items.*.instanceId',
  'instanceId',
  'instanceIds',
  'target',
  'sessionId',
  'snapshotId',
  'imageId',
  'volumeId',
  'networkAclId',
  'routeTableId',
  'internetGatewayId',
  'natGatewayId',
  'vpcPeeringConnectionId',
  'DeleteFlowLogsRequest.FlowLogId.content',
  'subnetId',
  'vpcId',
  'keyName',
  'bucketName',
  'key',
  'keyId',
  'secretId',
  'dBInstanceIdentifier',
  'dBClusterIdentifier',
  'dBSnapshotIdentifier',
  'dBClusterSnapshotIdentifier',
  'functionName',
  'layerName',
  'trailName',
  'filterName',
  'logGroupName',
  'logGroupIdentifier',
  'logStreamName',
  'alarmName',
  'alarmNames',
  'topicArn',
  'subscriptionArn',
  'queueUrl',
  'configurationRecorderName',
  'deliveryChannelName',
  'detectorId',
  'stackName',
  'cluster',
  'clusterName',
  'repositoryName',
  'tableName',
  'hostedZoneId',
  'domainName',
  'policyId',
  'targetId',
  'accountId',
  'permissionSetArn',
  'principalId',
  'rule',
  'resourceArn',
  'arn',
  'id',
  'names',
  'name',
];
const IN_RESPONSE = [
  'accessKey.accessKeyId',
  'user.arn',
  'role.arn',
  'policy.arn',
  'group.arn',
  'instancesSet.items.*.instanceId',
  'groupId',
  'vpc.vpcId',
  'networkAcl.networkAclId',
  'routeTable.routeTableId',
  'internetGateway.internetGatewayId',
  'snapshotId',
  'imageId',
  'keyMetadata.arn',
  'functionArn',
  'trailARN',
];

/** What IAM refused access to, from "… is not authorized to perform: iam:X on resource: arn:… because …". */
export function deniedResource({ outcome }: TrailEvent): string | undefined {
  if (outcome.kind === 'success') return undefined;
  const resource = /on resource: (\S{1,300})/.exec((outcome.message ?? '').slice(0, 2_000))?.[1];
  return resource === undefined || resource.includes('*') ? undefined : resource;
}

/** At most 10, each at most 200 characters. A name that the end of an ARN says already is left out. */
export function listResources(event: TrailEvent): readonly string[] {
  const found = [
    ...listAt(event.record, 'resources')
      .slice(0, 50)
      .map((one) => textAt(one, 'ARN') || textAt(one, 'arn')),
    ...IN_REQUEST.flatMap((path) => textsAt(event.requestParameters, path)),
    deniedResource(event) ?? '',
    ...IN_RESPONSE.flatMap((path) => textsAt(event.responseElements, path)),
  ];
  const arns = found.flatMap((text) => parseArn(text)?.resource ?? []);
  const said = (text: string) => arns.some((resource) => endsWithName(resource, text));
  const told = found.filter((text) => text !== '' && !said(text)).map((text) => cutText(text, LONGEST));
  return [...new Set(told)].slice(0, MOST);
}

function endsWithName(resource: string, name: string): boolean {
  return resource === name || resource.endsWith(`/${name}`) || resource.endsWith(`:${name}`);
}
