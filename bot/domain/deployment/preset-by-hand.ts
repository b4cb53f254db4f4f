// What the frameworks ask for and no template can do: what is left to people, for the plan as it was decided.
import { archiveRules } from './archive-rules.ts';
import type { ByHand } from './deployment-plan.ts';
import type { Preset } from './deployment-settings.ts';
import { type Decided, ownBucket } from './preset-reasons.ts';
import { PRESET_RULES } from './presets.ts';

/** Undefined: with this plan nothing is left of it. */
type Left = readonly [presets: readonly Preset[], what: (decided: Decided) => string | undefined];

/** Regions in member states of the EU. London and Zurich are not. */
const EU_REGION = /^(eu-central-1|eu-north-1|eu-south-[12]|eu-west-[13]|eusc-[a-z]+-[a-z]+-\d)$/;

const LEFT: readonly Left[] = [
  [['pci'], (decided) => dataEvents(decided, 'cardholder data', 'PCI 10.2.1.1')],
  [['hipaa'], (decided) => dataEvents(decided, 'health information', 'HIPAA 164.312(b)')],
  [
    ['soc2', 'pci', 'hipaa', 'gdpr'],
    ({ existing, trailName }) =>
      existing.trail
        ? `Trail ${trailName} is yours and stays as it is: see to it that it records every Region and validates its log files. /trail status tells.`
        : undefined,
  ],
  [
    ['soc2', 'pci', 'hipaa'],
    (decided) =>
      ownBucket(decided)
        ? undefined
        : `The bucket of the log files is yours and stays as it is: have it keep them for ${decided.archiveDays} days at least, with versions and without public access.`,
  ],
  [
    ['pci'],
    ({ existing, logGroup, logDays }) =>
      existing.logGroup
        ? `Log group ${logGroup} is yours and stays as it is: have it keep ${logDays} days at least (PCI 10.5.1).`
        : undefined,
  ],
  [
    ['soc2', 'pci', 'hipaa'],
    (decided) =>
      ownBucket(decided) && decided.objectLockDays === undefined
        ? 'Decide on deployment.objectLockDays: with it nobody, root included, can delete a log file. It cannot be taken back. MFA delete, the other way, is for root to set, and ends all expiry: S3 has it only without lifecycle rules.'
        : undefined,
  ],
  [
    ['soc2', 'pci', 'hipaa'],
    ({ emails }) =>
      emails.length > 0
        ? undefined
        : 'Name somebody under deployment.emails: nobody else hears of it when the bot itself is broken.',
  ],
  [
    ['soc2', 'pci', 'hipaa'],
    ({ withoutAlarm }) =>
      withoutAlarm.length === 0
        ? undefined
        : `Have a reason why ${withoutAlarm.join(', ')} ${withoutAlarm.length === 1 ? 'has' : 'have'} no alarm: an assessor will ask.`,
  ],
  [
    ['soc2', 'pci', 'hipaa'],
    () =>
      "Sign off the review every day: the sign-offs are the evidence. What AWS's calls do not show (servers, applications, databases) needs a review of its own (PCI 10.4.1).",
  ],
  [
    ['soc2', 'pci', 'hipaa'],
    () =>
      'Keep the list of those short who may read the bucket and the log group: your own IAM policies decide that (PCI 10.3.1, HIPAA 164.312(a)(1), SOC 2 CC6.1).',
  ],
  [
    ['soc2', 'pci', 'hipaa', 'gdpr'],
    () =>
      'Have a plan for incidents, and practise it: who answers at any hour, who is told (PCI 12.10.1, HIPAA 164.308(a)(6)(ii), SOC 2 CC7.4, GDPR 33(1)).',
  ],
  [['pci', 'hipaa'], () => 'Train the people who answer alerts (PCI 12.10.4, HIPAA 164.308(a)(5)(i)).'],
  [
    ['soc2', 'pci', 'hipaa'],
    () =>
      'Write down what is kept for how long and who reviews it, as a policy (PCI 10.1.1, HIPAA 164.316(b)(1), SOC 2 CC5.3).',
  ],
  [
    ['pci'],
    () => "The times in the records are AWS's: synchronise the clocks of your own servers (PCI 10.6.1).",
  ],
  [
    ['hipaa'],
    () =>
      'Have a business associate agreement with AWS, and with Slack where names of buckets and objects could tell about patients (HIPAA 164.308(b)(1)).',
  ],
  [
    ['gdpr'],
    ({ region }) =>
      EU_REGION.test(region)
        ? undefined
        : `${region} is outside the EU: records about people are transferred there, and that needs a ground (GDPR chapter V). An EU Region under trail.homeRegion needs none.`,
  ],
  [
    ['gdpr'],
    () =>
      'Tell people that their calls are recorded (GDPR 13), enter it in your records of processing (30), and have processor agreements with AWS and Slack (28(3)). Slack may keep data outside the EU.',
  ],
];

/** @param asking - the presets that ask for as many days as the archive keeps */
export function presetsByHand(
  decided: Decided,
  presets: readonly Preset[],
  asking: readonly Preset[],
): readonly ByHand[] {
  const left = LEFT.flatMap(([of, what]): ByHand[] => {
    const asked = of.filter((preset) => presets.includes(preset));
    const text = asked.length === 0 ? undefined : what(decided);
    return text === undefined ? [] : [{ presets: asked, what: text }];
  });
  return presets.includes('gdpr')
    ? [...left, { presets: ['gdpr'], what: storageLimit(decided, asking) }]
    : left;
}

/** The one requirement that asks for less, not for more. */
function storageLimit(decided: Decided, asking: readonly Preset[]): string {
  const { archiveDays, objectLockDays } = decided;
  if (!ownBucket(decided)) {
    return 'Write down how long your bucket keeps log files, and why: GDPR asks for a reason and an end (5(1)(e), 5(2)).';
  }
  const names = asking.map((preset) => PRESET_RULES[preset].name).join(' and ');
  const asks =
    asking.length === 0 ? '' : `${names} ${asking.length === 1 ? 'asks' : 'ask'} for that many at least, `;
  const lock =
    objectLockDays === undefined
      ? ''
      : ` For ${objectLockDays} days nobody can delete one, on a request for erasure neither (17).`;
  const { recoverableDays } = archiveRules(archiveDays);
  return `Write down why log files are kept for ${archiveDays} days, and recoverable for ${recoverableDays} more: ${asks}GDPR asks for a reason and an end (5(1)(e), 5(2)).${lock}`;
}

/** Which buckets those are no preset can know, and neither whether all of them are named. */
function dataEvents({ existing, dataEvents: { buckets } }: Decided, what: string, id: string): string {
  if (existing.trail) return `Have your trail record data events of every bucket with ${what} (${id}).`;
  const key = 'deployment.dataEvents.buckets';
  return buckets.length === 0
    ? `Name the buckets with ${what} under ${key}: nothing else says which they are (${id}).`
    : `See to it that every bucket with ${what} is under ${key} (${id}).`;
}
