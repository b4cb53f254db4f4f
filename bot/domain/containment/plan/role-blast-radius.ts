// What stops working besides the person who is meant, when a role or its sessions are refused.
import type { Mode } from '../containment.ts';
import type { PrincipalFacts, RoleUse, SessionSeen } from '../facts.ts';
import { joinNames, shortName } from '../name-principal.ts';
import { ago } from './plan-words.ts';

/** The names of services that a trust policy often names, where the address is not one that people use. */
const SERVICES: ReadonlyMap<string, string> = new Map([
  ['ec2', 'EC2'],
  ['lambda', 'Lambda'],
  ['ecs-tasks', 'ECS'],
  ['ecs', 'ECS'],
  ['pods.eks', 'EKS'],
  ['eks', 'EKS'],
  ['codebuild', 'CodeBuild'],
  ['codepipeline', 'CodePipeline'],
  ['cloudformation', 'CloudFormation'],
  ['states', 'Step Functions'],
  ['glue', 'Glue'],
  ['sagemaker', 'SageMaker'],
  ['batch', 'Batch'],
  ['events', 'EventBridge'],
  ['scheduler', 'EventBridge'],
  ['apigateway', 'API Gateway'],
]);
const TRAIL = /^cloudtrail\.amazonaws\.com(?:\.cn)?$/;
const ADMIN = /^arn:aws[a-z-]*:iam::aws:policy\/AdministratorAccess$/;
const SERVICE = /^([a-z0-9.-]+)\.amazonaws\.com(?:\.cn)?$/;

/** The most alarming first: an approver sees no more than the first three. */
export function tellBlastRadius(
  facts: PrincipalFacts,
  use: RoleUse | undefined,
  mode: Mode,
  now: Date,
): readonly string[] {
  return [
    ...(mode === 'deny' ? warnings(facts) : []),
    ...(use === undefined ? [] : sessionWords(use, now)),
    ...workloadWords(facts, mode),
    ...(mode === 'deny' ? trustWords(facts) : []),
    ...lastUseWords(facts, now),
  ];
}

/** Who may assume the role beside AWS services. */
export function namePeople(trusts: readonly string[]): readonly string[] {
  return trusts.filter((trust) => !SERVICE.test(trust)).map(nameTrust);
}

function warnings({ trusts, attached }: PrincipalFacts): readonly string[] {
  const people = namePeople(trusts);
  const isAdmin = attached.some((arn) => ADMIN.test(arn)) && people.length > 0;
  return [
    ...(trusts.some((trust) => TRAIL.test(trust))
      ? [
          'CloudTrail may assume it: it may be how the trail reaches its log group, and then Trailbot sees nothing after this.',
        ]
      : []),
    ...(isAdmin
      ? [
          `It has AdministratorAccess, and people may assume it (${joinNames(people)}): make sure first that somebody can still administer the account.`,
        ]
      : []),
  ];
}

function sessionWords({ sessions, incomplete }: RoleUse, now: Date): readonly string[] {
  const gap = incomplete
    ? ['The log could not be read to the end: more may use the role than is shown here.']
    : [];
  if (sessions.length === 0)
    return incomplete ? gap : ['The trail shows no session of this role in the last hour.'];
  const names = joinNames(sessions.map((session) => nameSession(session, now)));
  return [`These sessions of the last hour stop: ${names}.`, ...gap];
}

function nameSession({ name, calls, lastAt }: SessionSeen, now: Date): string {
  const when = ago(lastAt, now);
  const last = when === undefined ? '' : `, the last ${when}`;
  return `${shortName(name)} (${calls} ${calls === 1 ? 'call' : 'calls'}${last})`;
}

function workloadWords({ trusts, instanceProfiles }: PrincipalFacts, mode: Mode): readonly string[] {
  const profiles = instanceProfiles.map(shortName);
  const services = trusts
    .flatMap((trust) => SERVICE.exec(trust)?.[1] ?? [])
    .filter((service) => service !== 'ec2' || profiles.length === 0)
    .map((service) => SERVICES.get(service) ?? shortName(`${service}.amazonaws.com`));
  // AWS renews what an instance got some hours ahead of its end, and nobody can hurry it from outside.
  const until = mode === 'deny' ? '' : ' until it gets new credentials, which may take hours';
  const word = profiles.length === 1 ? 'instance profile' : 'instance profiles';
  return [
    ...(profiles.length === 0
      ? []
      : [`What runs on EC2 instances with the ${word} ${joinNames(profiles)} loses access to AWS${until}.`]),
    ...(services.length === 0
      ? []
      : [`What runs with this role in ${joinNames([...new Set(services)])} loses access to AWS${until}.`]),
  ];
}

function trustWords({ trusts }: PrincipalFacts): readonly string[] {
  const people = namePeople(trusts);
  return people.length === 0
    ? []
    : [`These may assume it and are refused from then on: ${joinNames(people)}.`];
}

function lastUseWords({ lastUsed }: PrincipalFacts, now: Date): readonly string[] {
  const when = lastUsed && ago(lastUsed.at, now);
  if (when === undefined) return [];
  const where = lastUsed?.region === undefined ? '' : ` in ${shortName(lastUsed.region)}`;
  return [`IAM noted its last use ${when}${where}, and it may be hours late with that.`];
}

function nameTrust(trust: string): string {
  if (trust === '*') return 'anybody in any account, unless the trust policy has conditions';
  const account = /^arn:aws[a-z-]*:iam::(\d{12}):root$/.exec(trust)?.[1] ?? /^\d{12}$/.exec(trust)?.[0];
  return account === undefined ? shortName(trust) : `account ${account}`;
}
