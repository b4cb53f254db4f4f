// What `npm run deploy` says about CloudFormation: why it did not work, and what is left to do when it did.

import type { DeploymentPlan } from '../domain/deployment/deployment-plan.ts';
import { MFA_DELETE_PRICE, mfaDeleteCommand } from '../domain/deployment/mfa-delete.ts';
import { STACK_NAME } from '../domain/deployment/stack-template.ts';
import { TrailbotError } from '../domain/errors.ts';
import { parseArn } from '../domain/parse-arn.ts';
import type { Caller } from '../ports/setup.ts';
import { createAppLink } from './manifest-link.ts';

/** With every one of them `npm run deploy` can be run again. */
const AFTER_FAILURE: { readonly [status: string]: (region: string) => string } = {
  ROLLBACK_COMPLETE: () =>
    'Mend the cause, then run npm run deploy again: it replaces the stack that failed, and asks about what was kept of it.',
  ROLLBACK_FAILED: (region) =>
    `Delete what is left of the stack, then run npm run deploy again: aws cloudformation delete-stack --stack-name ${STACK_NAME} --region ${region}`,
  DELETE_FAILED: () => 'Run npm run destroy again: it goes on where it stopped.',
  UPDATE_ROLLBACK_COMPLETE: () =>
    'Everything is as it was before. Mend the cause, then run npm run deploy again.',
  UPDATE_ROLLBACK_FAILED: (region) =>
    `Let CloudFormation go back first, then run npm run deploy again: aws cloudformation continue-update-rollback --stack-name ${STACK_NAME} --region ${region}`,
};

/** @param why - what failed first, as CloudFormation says it */
export function deployFailed(
  status: string | undefined,
  why: string | undefined,
  region: string,
): TrailbotError {
  const hint =
    AFTER_FAILURE[status ?? '']?.(region) ?? 'Mend what is said above, then run npm run deploy again.';
  // Lambda's own words for an account in which too few may run at a time.
  const reserved = /UnreservedConcurrentExecution/.test(why ?? '')
    ? ' Lambda can reserve nothing in this account: give --ingress-concurrency 0.'
    : '';
  return new TrailbotError({
    code: 'deployment_refused',
    message: `The deployment failed${status === undefined ? '' : ` (${status})`}${why === undefined ? '.' : `: ${why}`}`,
    hint: `${hint}${reserved}`,
  });
}

/**
 * Nothing begins while CloudFormation is at work on the stack, or cannot go on by itself.
 * @param status - as CloudFormation calls it
 */
export function refuseWhileBusy(status: string, region: string, what: 'deploy' | 'destroy' = 'deploy'): void {
  const code = 'deployment_refused';
  if (status.endsWith('_IN_PROGRESS') && status !== 'REVIEW_IN_PROGRESS') {
    const message = `CloudFormation is at work on the stack ${STACK_NAME} (${status}).`;
    throw new TrailbotError({ code, message, hint: 'Wait until it is done, then try again.' });
  }
  const hint = what === 'deploy' && STUCK.includes(status) ? AFTER_FAILURE[status]?.(region) : undefined;
  if (hint === undefined) return;
  const message = `The stack ${STACK_NAME} is stuck (${status}).`;
  throw new TrailbotError({ code, message, hint });
}
const STUCK = ['UPDATE_ROLLBACK_FAILED', 'ROLLBACK_FAILED', 'DELETE_FAILED'];

export interface Deployed {
  readonly plan: DeploymentPlan;
  readonly caller: Caller;
  readonly outputs: { readonly [name: string]: string };
  /** templates/slack-manifest.yml */
  readonly manifest: string;
  readonly isUpdate: boolean;
}

/** One paragraph for each thing that is left to do, in the order to do them. */
export function whatIsNext({ plan, caller, outputs, manifest, isUpdate }: Deployed): readonly string[] {
  const { RequestUrl, ArchiveBucket, UpdateTrailCommand } = outputs;
  const url = RequestUrl ?? '';
  const trail =
    UpdateTrailCommand === undefined
      ? []
      : [
          `Run this once, so that the trail ${plan.trailName} delivers to the new log group (not to the one it has now):\n${UpdateTrailCommand}`,
        ];
  if (isUpdate) return [...trail, `Deployed. Slack calls ${url} as before.`];
  const { partition = 'aws' } = parseArn(caller.arn) ?? {};
  return [
    `Deployed. Slack will call ${url}`,
    ...trail,
    ...(plan.emails.length === 0 ? [] : [toConfirm(plan)]),
    ...(ArchiveBucket === undefined
      ? []
      : [
          `If you want it: MFA delete for the archive, which only root can turn on. ${MFA_DELETE_PRICE}\n${mfaDeleteCommand(ArchiveBucket, caller.accountId, partition)}`,
        ]),
    `Now make the Slack app. This link opens Slack with every address filled in; choose the workspace, create it, then press Install to Workspace.\n${createAppLink(manifest, url)}`,
    'Then: npm run connect. It asks for the bot token and the signing secret, and shows that the whole way works.',
  ];
}

function toConfirm({ emails, existing: { topicArn } }: DeploymentPlan): string {
  const people = emails.join(', ');
  return topicArn === undefined
    ? `AWS has written to ${people}, twice (alarms, escalations): each link in there has to be followed, or nothing comes by email.`
    : `AWS has written to ${people} (escalations, and alarms on Trailbot itself): the link in there has to be followed, or nothing comes by email. Who gets the other alarms by email is up to ${topicArn}.`;
}
