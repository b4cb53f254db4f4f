// S3's operations on a bucket's settings: public access, policy, versioning, lifecycle, encryption.
import { AwsFault, type Input, type Service } from '../call.ts';
import { flagOf, textOf } from '../input-members.ts';
import { isInput } from '../wire/protocol.ts';
import type { Bucket } from './s3-bucket.ts';
import { checkPolicy, isPublic } from './s3-policy.ts';

const FLAGS = ['BlockPublicAcls', 'IgnorePublicAcls', 'BlockPublicPolicy', 'RestrictPublicBuckets'] as const;

export function createBucketSettings(bucketOf: (input: Input) => Bucket): Service {
  return {
    GetPublicAccessBlock(input) {
      const { publicAccessBlock } = bucketOf(input);
      if (publicAccessBlock !== undefined) return publicAccessBlock;
      throw missing(
        'NoSuchPublicAccessBlockConfiguration',
        'The public access block configuration was not found',
      );
    },
    PutPublicAccessBlock(input) {
      const flags = FLAGS.map((name) => [name, flagOf(xmlOf(input), name) ?? false] as const);
      bucketOf(input).publicAccessBlock = Object.fromEntries(flags);
    },
    DeletePublicAccessBlock(input) {
      bucketOf(input).publicAccessBlock = undefined;
    },

    GetBucketPolicy: (input) => ({ Body: policyOf(bucketOf(input)) }),
    GetBucketPolicyStatus: (input) => ({ IsPublic: isPublic(policyOf(bucketOf(input))) }),
    PutBucketPolicy(input) {
      const bucket = bucketOf(input);
      const policy = checkPolicy(String(input.Body));
      if (isPublic(policy) && flagOf(bucket.publicAccessBlock ?? {}, 'BlockPublicPolicy')) {
        throw new AwsFault(
          'AccessDenied',
          'User is not authorized to perform: s3:PutBucketPolicy because public policies are blocked by the BlockPublicPolicy block public access setting.',
          { status: 403 },
        );
      }
      bucket.policy = policy;
    },
    DeleteBucketPolicy(input) {
      bucketOf(input).policy = undefined;
    },

    GetBucketVersioning: (input) => ({ Status: bucketOf(input).versioning }),
    PutBucketVersioning(input) {
      const status = textOf(xmlOf(input), 'Status');
      if (status !== 'Enabled' && status !== 'Suspended') throw malformed();
      bucketOf(input).versioning = status;
    },

    GetBucketLifecycleConfiguration(input) {
      const { lifecycle } = bucketOf(input);
      if (lifecycle !== undefined) return { Rule: lifecycle };
      throw missing('NoSuchLifecycleConfiguration', 'The lifecycle configuration does not exist');
    },
    PutBucketLifecycleConfiguration(input) {
      bucketOf(input).lifecycle = rulesOf(input);
    },
    /** DeleteBucketLifecycle in the service model; on the wire it is told by the same subresource. */
    DeleteBucketLifecycleConfiguration(input) {
      bucketOf(input).lifecycle = undefined;
    },

    GetBucketEncryption: (input) => ({ Rule: bucketOf(input).encryption }),
    PutBucketEncryption(input) {
      bucketOf(input).encryption = rulesOf(input);
    },
  };
}

function policyOf({ policy }: Bucket): string {
  if (policy !== undefined) return policy;
  throw missing('NoSuchBucketPolicy', 'The bucket policy does not exist');
}

/** One rule comes as an object, several as a list. */
function rulesOf(input: Input): readonly unknown[] {
  const { Rule } = xmlOf(input);
  const rules: readonly unknown[] = Array.isArray(Rule) ? Rule : [Rule];
  if (rules.every(isInput)) return rules;
  throw malformed();
}

function xmlOf({ Xml }: Input): Input {
  return isInput(Xml) ? Xml : {};
}

function missing(code: string, message: string): AwsFault {
  return new AwsFault(code, message, { status: 404 });
}

function malformed(): AwsFault {
  return new AwsFault(
    'MalformedXML',
    'The XML you provided was not well-formed or did not validate against our published schema',
  );
}
