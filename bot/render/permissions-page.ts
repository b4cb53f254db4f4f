// What the bot may do in an account, as Markdown: made from the very policies that are deployed.
import type { PolicyDocument, Statement } from '../domain/containment/role-policies.ts';
import { FUNCTION_NAMES, FUNCTIONS, type FunctionName } from '../domain/deployment/functions.ts';
import type { PermissionPlace } from '../domain/deployment/permission-place.ts';
import { permissionsOf } from '../domain/deployment/permissions.ts';
import { QUEUES, queuesOf, senderRoles } from '../domain/deployment/queues.ts';
import {
  ALERT_TOPIC,
  archiveBucket,
  BOT_TOKEN_PARAMETER,
  LOG_GROUP,
  SIGNING_SECRET_PARAMETER,
  TRAIL_NAME,
} from '../domain/naming.ts';
import { IF_STOLEN, STATEMENT_WORDS, type StatementWords } from './permission-words.ts';
import { renewBetween } from './renew-between.ts';

/** Somebody's account: what differs from one to the next stands in brackets. */
const PLACE: PermissionPlace = {
  partition: 'aws',
  accountId: '<account>',
  region: '<region>',
  logGroup: LOG_GROUP,
  trailName: TRAIL_NAME,
  containment: { breakGlass: ['<containment.breakGlass>'], memberAccounts: { '<member account>': '' } },
  topicKeyArn: 'arn:aws:kms:<region>:<account>:key/<id>',
  archiveBucket: archiveBucket('<account>'),
  alertTopicArn: `arn:aws:sns:<region>:<account>:${ALERT_TOPIC}`,
};

/**
 * A table with a row for each function, and for each one its policy, statement by statement. Ends without a line break.
 * @throws Error for a statement that has no words
 */
export function renderPermissions(): string {
  const rows = FUNCTION_NAMES.map((name) => row(name, permissionsOf(name, PLACE)));
  const policies = FUNCTION_NAMES.map((name) => renderPolicy(name, permissionsOf(name, PLACE)));
  return [table(COLUMNS, rows), '## Word for word', INTRODUCTION, ...policies].join('\n\n');
}

const COLUMNS = [
  'Function and role',
  'May read',
  'May change',
  'Who gives it work',
  'Holds',
  'If it were stolen',
];
const INTRODUCTION =
  'The policy of each role, as the stack deploys it and a test compares it with the calls that the code makes. `<account>` and the like stand for what differs from one deployment to the next.';

function row(name: FunctionName, { Statement }: PolicyDocument): readonly string[] {
  const said = (kind: StatementWords['kind']) =>
    Statement.map(({ Sid }) => wordsOf(Sid)).flatMap((it) => (it.kind === kind ? [it.words] : []));
  const changed = said('changes').join('; ');
  const filled = queuesOf(name).map((queue) => `\`${QUEUES[queue].name}\``);
  const never = said('never');
  return [
    `**\`${FUNCTIONS[name].name}\`**<br>${FUNCTIONS[name].does}`,
    said('reads').join('; ') || 'nothing',
    [
      ...(changed === '' ? [] : [changed]),
      ...(filled.length === 0 ? [] : [`puts work on ${filled.join(', ')}`]),
      ...(never.length === 0 ? [] : [`**never** ${never.join('; ')}`]),
    ].join('.<br>'),
    giverOf(name),
    holdsOf(Statement),
    IF_STOLEN[name],
  ];
}

function giverOf(name: FunctionName): string {
  if (name === 'ingress')
    return 'Whoever knows its address; what Slack has not signed is turned away before it is read';
  const { queue } = FUNCTIONS[name];
  if (queue === undefined) return "CloudWatch Logs, for the trail's log group alone";
  const roles = senderRoles(queue).map((role) => `\`${role}\``);
  if (!QUEUES[queue].closed)
    return `The alarms' topic; ${roles.join(', ')}; whoever may write to queues of the account`;
  return `${roles.join(', ')}; **nobody else**, as long as the queue's policy stays`;
}

function holdsOf(statements: readonly Statement[]): string {
  const resources = statements.flatMap(({ Action, Resource }) =>
    Action.includes('ssm:GetParameters') ? Resource : [],
  );
  const names = SECRETS.flatMap(([parameter, words]) =>
    resources.some((arn) => arn.endsWith(parameter)) ? [words] : [],
  );
  return names.join(', ') || 'no secret';
}
const SECRETS = [
  [BOT_TOKEN_PARAMETER, "Slack's bot token"],
  [SIGNING_SECRET_PARAMETER, "Slack's signing secret"],
] as const;

function renderPolicy(name: FunctionName, { Statement }: PolicyDocument): string {
  const rows = Statement.map(({ Sid, Effect, Action, Resource, Condition }) => [
    `${Effect === 'Deny' ? '**Deny** ' : ''}${Sid}`,
    Action.map((action) => `\`${action}\``).join(' '),
    Resource.map((resource) => `\`${resource}\``).join('<br>'),
    Condition === undefined ? '' : `\`${JSON.stringify(Condition)}\``,
  ]);
  return `### ${FUNCTIONS[name].name}\n\n${table(['Statement', 'Actions', 'On', 'Only if'], rows)}`;
}

function wordsOf(sid: string): StatementWords {
  const words = STATEMENT_WORDS[sid];
  if (words === undefined) throw new Error(`Nobody has said what ${sid} means for people.`);
  return words;
}

function table(columns: readonly string[], rows: readonly (readonly string[])[]): string {
  return [columns, columns.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

export const PERMISSIONS_START = '<!-- permissions:start -->';
export const PERMISSIONS_END = '<!-- permissions:end -->';

/** The page with what is generated renewed; undefined when the two markers are not there, in this order. */
export function renewPermissions(page: string, generated: string): string | undefined {
  return renewBetween(page, PERMISSIONS_START, PERMISSIONS_END, generated);
}
