// The clients that name themselves in a user agent, most telling first: a Terraform run also names the Go SDK.

export interface KnownTool {
  /** Where it stands in the user agent, with the version, if any, as its first group. */
  readonly pattern: RegExp;
  readonly family: string;
  readonly name: string;
}

const VERSION = String.raw`[/ #]v?(\d{1,4}(?:\.\d{1,5})?)`;

function tool(family: string, name: string, start: string): KnownTool {
  return { family, name, pattern: new RegExp(`(?<![\\w-])${start}(?:${VERSION})?`, 'i') };
}

/** Made to attack, or to rehearse attacks: whoever runs one on purpose wants to see it noticed. */
const ATTACK_TOOLS: readonly KnownTool[] = [
  tool('pacu', 'Pacu (an attack tool)', 'pacu'),
  tool('stratus-red-team', 'Stratus Red Team (attack simulation)', 'stratus-red-team'),
  tool('grimoire', 'Grimoire (attack simulation)', '(?:exec-env/)?grimoire_'),
  tool('cloudfox', 'CloudFox (an attack tool)', 'cloudfox'),
  tool('enumerate-iam', 'enumerate-iam (an attack tool)', 'enumerate-iam'),
  tool('trufflehog', 'TruffleHog (a finder of leaked keys)', 'trufflehog'),
];

export const KNOWN_TOOLS: readonly KnownTool[] = [
  ...ATTACK_TOOLS,
  // Scanners and other tools that a company may run itself, and that thieves of keys like as well.
  tool('scoutsuite', 'ScoutSuite (a security scanner)', 'scout ?suite'),
  tool('prowler', 'Prowler (a security scanner)', 'prowler'),
  tool('cloudmapper', 'CloudMapper (a security scanner)', 'cloudmapper'),
  tool('cloudsploit', 'CloudSploit (a security scanner)', 'cloudsploit'),
  tool('aws-nuke', 'aws-nuke (deletes all resources)', 'aws-nuke'),
  tool('s3-browser', 'S3 Browser', 's3 ?browser'),
  // Tools that change infrastructure, each built on an SDK that stands later in the same user agent.
  tool('opentofu', 'OpenTofu', 'opentofu'),
  tool('pulumi', 'Pulumi', 'pulumi-?aws'),
  tool('pulumi', 'Pulumi', 'pulumi'),
  tool('terraform', 'Terraform', 'terraform'),
  tool('terraform', 'Terraform', 'terraform-provider-aws'),
  tool('cdk', 'AWS CDK', '(?:aws-cdk|cdk-cli)'),
  tool('sam-cli', 'AWS SAM CLI', 'aws-sam-cli'),
  tool('ansible', 'Ansible', 'ansible'),
  tool('crossplane', 'Crossplane', 'crossplane(?:-provider-aws)?'),
  tool('serverless', 'Serverless Framework', 'serverless'),
  tool('eksctl', 'eksctl', 'eksctl'),
  tool('kubectl', 'kubectl', 'kubectl'),
  tool('steampipe', 'Steampipe', 'steampipe'),
  tool('rclone', 'rclone', 'rclone'),
  tool('cyberduck', 'Cyberduck', 'cyberduck'),
  tool('winscp', 'WinSCP', 'winscp'),
  // AWS's own clients and SDKs.
  tool('aws-cli', 'AWS CLI', 'aws-cli'),
  tool('powershell', 'AWS Tools for PowerShell', 'awspowershell(?:\\.[a-z0-9]+)*'),
  tool('boto3', 'boto3', 'boto3'),
  tool('botocore', 'botocore', '(?:aio)?botocore'),
  tool('sdk-js', 'AWS SDK for JavaScript', 'aws-sdk-(?:js|nodejs)'),
  tool('sdk-go', 'AWS SDK for Go', 'aws-sdk-go(?:-v2)?'),
  tool('sdk-java', 'AWS SDK for Java', 'aws-sdk-java'),
  tool('sdk-kotlin', 'AWS SDK for Kotlin', 'aws-sdk-kotlin'),
  tool('sdk-dotnet', 'AWS SDK for .NET', 'aws-sdk-dotnet(?:-[a-z0-9]+)?'),
  tool('sdk-rust', 'AWS SDK for Rust', 'aws-sdk-rust'),
  tool('sdk-php', 'AWS SDK for PHP', 'aws-sdk-php'),
  tool('sdk-ruby', 'AWS SDK for Ruby', 'aws-sdk-ruby\\d?'),
  tool('sdk-cpp', 'AWS SDK for C++', 'aws-sdk-cpp'),
  tool('sdk-swift', 'AWS SDK for Swift', 'aws-sdk-swift'),
  tool('ec2-api-tools', 'EC2 API tools', 'ec2-api-tools'),
  // Plain HTTP clients: somebody signs requests by hand.
  tool('curl', 'curl', '(?:lib)?curl'),
  tool('wget', 'wget', 'wget'),
  tool('python-requests', 'python-requests', 'python-requests'),
  tool('python-urllib', 'Python urllib', 'python-urllib3?'),
  tool('go-http', "Go's HTTP client", 'go-http-client'),
  tool('okhttp', 'OkHttp', 'okhttp'),
  tool('axios', 'axios', 'axios'),
  tool('postman', 'Postman', 'postmanruntime'),
];

const ATTACK_FAMILIES: ReadonlySet<string> = new Set([
  ...ATTACK_TOOLS.map(({ family }) => family),
  ...['kali', 'parrot', 'pentoo', 'blackarch'].map((system) => `${system}-linux`),
]);

/** Whether a family stands for a tool, or a system, that is made for attacks. */
export function isAttackTool(family: string): boolean {
  return ATTACK_FAMILIES.has(family);
}

/** AWS services that act for people, under the names people use; any other is shown by its prefix. */
export const SERVICE_NAMES: ReadonlyMap<string, string> = new Map([
  ['cloudformation', 'CloudFormation'],
  ['autoscaling', 'Auto Scaling'],
  ['lambda', 'Lambda'],
  ['config', 'AWS Config'],
  ['cloudtrail', 'CloudTrail'],
  ['ec2', 'EC2'],
  ['ecs', 'ECS'],
  ['eks', 'EKS'],
  ['rds', 'RDS'],
  ['s3', 'S3'],
  ['ssm', 'Systems Manager'],
  ['sso', 'IAM Identity Center'],
  ['states', 'Step Functions'],
  ['codepipeline', 'CodePipeline'],
  ['codebuild', 'CodeBuild'],
  ['athena', 'Athena'],
  ['backup', 'AWS Backup'],
  ['guardduty', 'GuardDuty'],
  ['securityhub', 'Security Hub'],
  ['servicecatalog', 'Service Catalog'],
  ['organizations', 'Organizations'],
]);
