// Names that CloudFormation could not give: alarms, filters, roles and a topic that are there and are not the stack's.

import { FUNCTIONS } from '../domain/deployment/functions.ts';
import { guardAlarms } from '../domain/deployment/guard-alarms.ts';
import { metricFiltersOf } from '../domain/detection/alarm-definition.ts';
import type { Detection } from '../domain/detection/detection.ts';
import { nameSome } from '../domain/health/remedy-words.ts';
import { alarmName, ESCALATION_TOPIC } from '../domain/naming.ts';
import { readingOf } from '../flow/reading-of.ts';
import type { AccountLook, FoundLogGroup } from '../ports/setup.ts';
import { type Place, topicArnIn } from './find-leftovers.ts';
import {
  type Checked,
  isOwn,
  judge,
  NOTHING_FOUND,
  notThere,
  refused,
  together,
} from './found-in-account.ts';

/** Of a log group: https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/cloudwatch_limits_cwl.html */
const METRIC_FILTERS = 100;
const SUBSCRIPTION_FILTERS = 2;
const MANY = 5;

/** @param detections - all of the catalog */
export async function checkNames(
  place: Place,
  account: AccountLook,
  detections: readonly Detection[],
): Promise<Checked> {
  const { plan } = place;
  const counted = detections.filter(({ id }) => !plan.withoutAlarm.includes(id));
  const { existing, logGroup } = plan;
  return together([
    await checkAlarms(place, account, counted),
    await checkRoles(place, account),
    await checkEscalation(place, account),
    existing.logGroup
      ? judge(`Log group ${logGroup}`, await readingOf(() => account.logGroup(logGroup)), (found) =>
          found === undefined
            ? notThere(`log group ${logGroup}`, 'logGroup', plan.region)
            : checkLogGroup(place, found, counted),
        )
      : NOTHING_FOUND,
  ]);
}

async function checkAlarms(
  { plan, stack }: Place,
  account: AccountLook,
  detections: readonly Detection[],
): Promise<Checked> {
  const names = [
    ...detections.map(({ id }) => alarmName(id)),
    ...guardAlarms(plan.logGroup).map(({ name }) => name),
  ];
  const foreign = names.filter((name) => !isOwn(stack, 'CloudWatch::Alarm', name));
  if (foreign.length === 0) return NOTHING_FOUND;
  return judge('Which alarms there are', await readingOf(() => account.alarms(foreign)), (taken) =>
    taken.length === 0
      ? NOTHING_FOUND
      : refused(
          `There are alarms with names that Trailbot gives: ${nameSome(taken, MANY)}.`,
          'Rename or delete them, or name these detections under deployment.withoutAlarm in templates/settings.yml.',
        ),
  );
}

/** IAM is the same in every Region: there is room for one Trailbot in an account. */
async function checkRoles({ plan, stack }: Place, account: AccountLook): Promise<Checked> {
  const { name } = FUNCTIONS.ingress;
  if (isOwn(stack, 'IAM::Role', name)) return NOTHING_FOUND;
  return judge('Which roles there are', await readingOf(() => account.hasRole(name)), (taken) =>
    taken
      ? refused(
          `There is a role ${name} in this account, and it is not that of a deployment in ${plan.region}.`,
          'Is Trailbot deployed in another Region? Set trail.homeRegion to that one, or run npm run destroy there first.',
        )
      : NOTHING_FOUND,
  );
}

async function checkEscalation(place: Place, account: AccountLook): Promise<Checked> {
  const arn = topicArnIn(place, ESCALATION_TOPIC);
  if (isOwn(place.stack, 'SNS::Topic', arn)) return NOTHING_FOUND;
  return judge(`Topic ${ESCALATION_TOPIC}`, await readingOf(() => account.topic(arn)), (found) =>
    found === undefined
      ? NOTHING_FOUND
      : refused(`There is a topic ${ESCALATION_TOPIC}, and it is not of this stack.`, 'Delete it.'),
  );
}

/** One that is there has filters of others, which are left alone. */
function checkLogGroup(
  { plan, stack }: Place,
  { description, filters, subscriptions }: FoundLogGroup,
  detections: readonly Detection[],
): Checked {
  const { logGroup } = plan;
  const kind = description.logGroupClass ?? 'STANDARD';
  const wanted = detections.flatMap(metricFiltersOf).map(({ filterName }) => filterName);
  const others = namesOf(filters).filter((name) => !isOwn(stack, 'Logs::MetricFilter', name));
  const same = others.filter((name) => wanted.includes(name));
  const subscribed = namesOf(subscriptions).filter((name) => !isOwn(stack, 'Logs::SubscriptionFilter', name));
  const over = others.length + wanted.length - METRIC_FILTERS;
  return together([
    kind === 'STANDARD'
      ? NOTHING_FOUND
      : refused(
          `Log group ${logGroup} is of class ${kind}, which has neither metric filters nor subscriptions.`,
          'The class cannot be changed: have Trailbot make another one (trail.logGroup with a new name, and no deployment.existing.logGroup).',
        ),
    same.length === 0
      ? NOTHING_FOUND
      : refused(
          `Log group ${logGroup} has metric filters with names that Trailbot gives: ${nameSome(same, MANY)}. They are left alone.`,
          'Delete or rename them, or name these detections under deployment.withoutAlarm in templates/settings.yml.',
        ),
    over <= 0
      ? NOTHING_FOUND
      : refused(
          `Log group ${logGroup} has ${others.length} metric filters, Trailbot makes ${wanted.length}, and ${METRIC_FILTERS} is the most.`,
          `Name detections with ${over} filters under deployment.withoutAlarm in templates/settings.yml: their events come by the subscription all the same.`,
        ),
    subscribed.length < SUBSCRIPTION_FILTERS
      ? NOTHING_FOUND
      : refused(
          `Log group ${logGroup} has ${subscribed.length} subscription filters, which is the most: ${nameSome(subscribed)}.`,
          'Delete one of them: Trailbot needs one.',
        ),
  ]);
}

function namesOf(filters: readonly { readonly filterName?: string | undefined }[]): readonly string[] {
  return filters.flatMap(({ filterName }) => filterName ?? []);
}
