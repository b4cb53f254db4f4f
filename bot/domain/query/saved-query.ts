// A query as the Logs Insights console keeps it: with the same {{parameters}}, for which the console asks.
import type { Settings } from '../settings.ts';
import { fillPlaceholders, placeholdersIn, settingsConditionName } from './placeholders.ts';
import type { QueryTemplate } from './query.ts';
import { settingsCondition } from './settings-condition.ts';

/** The folder that the console shows them in. */
const FOLDER = 'Trailbot';

export interface SavedQuery {
  readonly name: string;
  readonly text: string;
  /** Without a default: an example's value would find nothing, and look like an answer. */
  readonly parameters: readonly { readonly name: string; readonly description: string }[];
}

/**
 * The template with the question as its first line. Parameters stay as they are: the console writes `{{name}}` as well.
 * @param settings - what `{{settings.…}}` is filled from; undefined when it is not known
 * @returns undefined for a query that cannot be right on another day: working hours become dates of the time that is
 * looked at, so only the bot can ask it
 */
export function savedQueryOf(
  template: QueryTemplate,
  settings: Settings | undefined,
): SavedQuery | undefined {
  const conditions = placeholdersIn(template.text).flatMap((name) => settingsConditionName(name) ?? []);
  if (conditions.includes('workingHours') || (conditions.length > 0 && settings === undefined))
    return undefined;
  const text = fillPlaceholders(template.text, (name) => {
    const condition = settingsConditionName(name);
    if (condition === undefined || settings === undefined) return `{{${name}}}`;
    return settingsCondition(condition, settings, NO_TIME);
  });
  return {
    name: `${FOLDER}/${template.title}`,
    text: `# ${template.question.replace(/\s+/g, ' ')}\n${text}`,
    parameters: template.parameters.map(({ name, title }) => ({ name, description: title })),
  };
}

/** Networks and Regions are the same at any time. */
const NO_TIME = { from: new Date(0), to: new Date(0) };
