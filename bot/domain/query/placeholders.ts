// The `{{…}}` of a query template: a parameter, or something that settings.yml says.

/** What `{{settings.…}}` can name. Each stands for a whole condition: see {@link settingsCondition}. */
export const SETTINGS_CONDITIONS = ['networks', 'regions', 'workingHours'] as const;
export type SettingsConditionName = (typeof SETTINGS_CONDITIONS)[number];

const PLACEHOLDER = /\{\{([^{}]*)\}\}/g;
const SETTINGS = 'settings.';

/** The names between the braces, in order, as often as they occur. */
export function placeholdersIn(text: string): readonly string[] {
  return [...text.matchAll(PLACEHOLDER)].map(([, name = '']) => name);
}

/** Whether it begins with `settings.`. */
export function isOfSettings(name: string): boolean {
  return name.startsWith(SETTINGS);
}

/** `settings.networks` → `networks`; undefined for a parameter, and for what settings.yml does not offer to queries. */
export function settingsConditionName(name: string): SettingsConditionName | undefined {
  return SETTINGS_CONDITIONS.find((known) => `${SETTINGS}${known}` === name);
}

/** Replaces every placeholder. What is put in is not looked into again. */
export function fillPlaceholders(text: string, textFor: (name: string) => string): string {
  return text.replace(PLACEHOLDER, (_, name: string) => textFor(name));
}
