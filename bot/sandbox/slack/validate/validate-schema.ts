// Holds a JSON value against a rule written as data, and words the findings as Slack does.
import { NotInSandbox } from '../slack-fault.ts';

export interface TextRule {
  readonly is: 'string';
  readonly min?: number;
  readonly max?: number;
  readonly among?: readonly string[];
  readonly matches?: RegExp;
}

export interface ObjectRule {
  readonly is: 'object';
  readonly required: Rules;
  readonly optional: Rules;
  /** At least one of these members has to be there. */
  readonly either?: readonly string[];
}

export type Rule =
  | TextRule
  | ObjectRule
  | { readonly is: 'number'; readonly min?: number; readonly max?: number }
  | { readonly is: 'boolean' }
  | { readonly is: 'list'; readonly of: Rule; readonly min: number; readonly max: number }
  /** An object whose `type` says which rule it follows. `elsewhere`: Slack knows these, the sandbox does not. */
  | {
      readonly is: 'typed';
      readonly of: Readonly<Record<string, ObjectRule>>;
      readonly elsewhere?: readonly string[];
    };

export type Rules = Readonly<Record<string, Rule>>;

/** A finding with the place it is about: `must be less than 151 characters [json-pointer:/blocks/0/text/text]`. */
export function finding(message: string, pointer: string): string {
  return `${message} [json-pointer:${pointer}]`;
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * @returns what is wrong, in the order of the value; empty when nothing is.
 * @throws NotInSandbox for a type that Slack has and the sandbox has not.
 */
export function validate(rule: Rule, value: unknown, pointer: string): string[] {
  if (rule.is === 'string') return validateText(rule, value, pointer);
  if (rule.is === 'object') return validateObject(rule, value, pointer, false);
  if (rule.is === 'boolean') return typeof value === 'boolean' ? [] : [finding('must be a boolean', pointer)];
  if (rule.is === 'number') {
    if (typeof value !== 'number' || !Number.isFinite(value))
      return [finding('must provide a number', pointer)];
    if (value < (rule.min ?? -Infinity)) return [finding(`must be no less than ${rule.min}`, pointer)];
    return value > (rule.max ?? Infinity) ? [finding(`must be no more than ${rule.max}`, pointer)] : [];
  }
  if (rule.is === 'list') {
    if (!Array.isArray(value)) return [finding('must provide an array', pointer)];
    if (value.length > rule.max) return [finding(`no more than ${rule.max} items allowed`, pointer)];
    if (value.length < rule.min) return [finding(`no fewer than ${rule.min} items required`, pointer)];
    return value.flatMap((item, index) => validate(rule.of, item, `${pointer}/${index}`));
  }
  if (!isRecord(value)) return [finding('must provide an object', pointer)];
  if (value.type === undefined) return [finding('missing required field: type', pointer)];
  const type = String(value.type);
  if (rule.elsewhere?.includes(type)) throw new NotInSandbox(`the Block Kit type ${type} (${pointer})`);
  const chosen = Object.hasOwn(rule.of, type) ? rule.of[type] : undefined;
  if (chosen === undefined) return [finding(`unsupported type: ${type}`, `${pointer}/type`)];
  return validateObject(chosen, value, pointer, true);
}

function validateText(rule: TextRule, value: unknown, pointer: string): string[] {
  if (typeof value !== 'string') return [finding('must provide a string', pointer)];
  const { min = 0, max = Infinity } = rule;
  if (value.length < min) return [finding(`must be more than ${min - 1} characters`, pointer)];
  if (value.length > max) return [finding(`must be less than ${max + 1} characters`, pointer)];
  if (rule.among && !rule.among.includes(value)) {
    return [finding(`must be one of: ${rule.among.join(', ')}`, pointer)];
  }
  return rule.matches && !rule.matches.test(value) ? [finding('must be a valid value', pointer)] : [];
}

function validateObject(rule: ObjectRule, value: unknown, pointer: string, typed: boolean): string[] {
  if (!isRecord(value)) return [finding('must provide an object', pointer)];
  const findings: string[] = [];
  for (const name of Object.keys(rule.required)) {
    if (!Object.hasOwn(value, name)) findings.push(finding(`missing required field: ${name}`, pointer));
  }
  if (rule.either && !rule.either.some((name) => Object.hasOwn(value, name))) {
    findings.push(
      finding(`must define either ${rule.either.map((name) => `\`${name}\``).join(' or ')}`, pointer),
    );
  }
  for (const [name, member] of Object.entries(value)) {
    if (typed && name === 'type') continue;
    const memberRule = [rule.required, rule.optional].find((rules) => Object.hasOwn(rules, name))?.[name];
    if (memberRule === undefined) findings.push(finding(`invalid additional property: ${name}`, pointer));
    else findings.push(...validate(memberRule, member, `${pointer}/${name}`));
  }
  return findings;
}
