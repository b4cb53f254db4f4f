// Reads the fields of a CloudTrail record that CloudTrail itself goes by; the rest of it stays untouched.
import type { JsonObject } from '../../../domain/event/trail-event.ts';

/** Whether the record is a management event; records before version 1.08 do not say and are. */
export function isManagementEvent(record: JsonObject): boolean {
  const category = record.eventCategory;
  return category === undefined ? record.managementEvent !== false : category === 'Management';
}

/** The Region whose event history and log stream the record belongs to; IAM's events are all in us-east-1. */
export function regionOf(record: JsonObject, fallback: string): string {
  if (record.eventSource === 'iam.amazonaws.com') return 'us-east-1';
  const region = record.awsRegion;
  return typeof region === 'string' && /^[a-z]{2}(-[a-z]{2,12}){1,3}-[0-9]$/.test(region) ? region : fallback;
}

/** What LookupEvents calls `Username`: the user's name, a role's session name, or `root`. */
export function usernameOf(record: JsonObject): string | undefined {
  const identity = objectOf(record.userIdentity);
  if (identity.type === 'Root') return 'root';
  const name = textOf(identity.userName);
  if (name !== undefined) return name;
  const arn = textOf(identity.arn);
  return arn?.includes('/') ? arn.slice(arn.lastIndexOf('/') + 1) : undefined;
}

export function accessKeyIdOf(record: JsonObject): string | undefined {
  return textOf(objectOf(record.userIdentity).accessKeyId);
}

export interface Resource {
  readonly ResourceType: string;
  readonly ResourceName: string;
}

/** Request parameters that name a resource, and what kind it is. */
const NAMING_PARAMETERS: ReadonlyMap<string, string> = new Map([
  ['userName', 'AWS::IAM::User'],
  ['roleName', 'AWS::IAM::Role'],
  ['roleArn', 'AWS::IAM::Role'],
  ['policyName', 'AWS::IAM::Policy'],
  ['policyArn', 'AWS::IAM::Policy'],
  ['accessKeyId', 'AWS::IAM::AccessKey'],
  ['instanceProfileName', 'AWS::IAM::InstanceProfile'],
  ['bucketName', 'AWS::S3::Bucket'],
  ['groupId', 'AWS::EC2::SecurityGroup'],
  ['instanceId', 'AWS::EC2::Instance'],
  ['vpcId', 'AWS::EC2::VPC'],
  ['keyId', 'AWS::KMS::Key'],
  ['functionName', 'AWS::Lambda::Function'],
  ['logGroupName', 'AWS::Logs::LogGroup'],
  ['topicArn', 'AWS::SNS::Topic'],
  ['dBInstanceIdentifier', 'AWS::RDS::DBInstance'],
]);

/** The resources that LookupEvents shows, from `resources` and from the request's parameters. */
export function resourcesOf(record: JsonObject): readonly Resource[] {
  const listed = (Array.isArray(record.resources) ? record.resources : []).map(objectOf);
  const parameters = objectOf(record.requestParameters);
  const trail = record.eventSource === 'cloudtrail.amazonaws.com' ? parameters.name : undefined;
  const found = [
    ...listed.map((it) => [textOf(it.type), textOf(it.ARN)] as const),
    ...[...NAMING_PARAMETERS].map(([name, type]) => [type, textOf(parameters[name])] as const),
    ['AWS::CloudTrail::Trail', textOf(trail)] as const,
  ];
  return found.flatMap(([ResourceType, ResourceName]) =>
    ResourceType === undefined || ResourceName === undefined ? [] : [{ ResourceType, ResourceName }],
  );
}

export function objectOf(value: unknown): JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonObject) : {};
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}
