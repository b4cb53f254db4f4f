// Whether the Condition of a policy statement holds for a request, by every operator that IAM has.
import ipaddr from 'ipaddr.js';
import { type Keys, lowerCase, matchesArn, matchesText, readPattern } from './policy-pattern.ts';

type Scalar = string | number | boolean;
export type ConditionValue = Scalar | readonly Scalar[];

/** Operator → context key → values, as a policy writes it. */
export interface Condition {
  readonly [operator: string]: { readonly [key: string]: ConditionValue };
}

/** Compares one value of the request with one of the policy. `variables` as in {@link readPattern}. */
type Compare = (value: string, wanted: string, variables: Keys | undefined) => boolean;

interface Operator {
  readonly compare: Compare;
  readonly negated: boolean;
}

const text: Compare = (value, wanted, variables) => {
  const pattern = readPattern(wanted, { wildcards: false, variables });
  return pattern !== undefined && matchesText(pattern, value);
};
const textIgnoringCase: Compare = (value, wanted, variables) => {
  const pattern = readPattern(wanted, { wildcards: false, variables });
  return pattern !== undefined && matchesText(lowerCase(pattern), value.toLowerCase());
};
const like: Compare = (value, wanted, variables) => {
  const pattern = readPattern(wanted, { wildcards: true, variables });
  return pattern !== undefined && matchesText(pattern, value);
};
const arn: Compare = (value, wanted, variables) => {
  const pattern = readPattern(wanted, { wildcards: true, variables });
  return pattern !== undefined && matchesArn(pattern, value);
};
const flag: Compare = (value, wanted) => value.toLowerCase() === wanted.toLowerCase();

/** What is no number or time compares with nothing: NaN is neither less nor more. */
const numbers = (holds: (value: number, wanted: number) => boolean): Compare => {
  return (value, wanted) => holds(numberOf(value), numberOf(wanted));
};
const times = (holds: (value: number, wanted: number) => boolean): Compare => {
  return (value, wanted) => holds(timeOf(value), timeOf(wanted));
};

const equal = (left: number, right: number) => left === right;
const less = (left: number, right: number) => left < right;
const lessOrEqual = (left: number, right: number) => left <= right;
const more = (left: number, right: number) => left > right;
const moreOrEqual = (left: number, right: number) => left >= right;

const COMPARISONS: Readonly<Record<string, Compare>> = {
  StringEquals: text,
  StringEqualsIgnoreCase: textIgnoringCase,
  StringLike: like,
  // IAM treats both alike.
  ArnEquals: arn,
  ArnLike: arn,
  BinaryEquals: (value, wanted) => value === wanted,
  Bool: flag,
  IpAddress: isInSubnet,
  NumericEquals: numbers(equal),
  NumericLessThan: numbers(less),
  NumericLessThanEquals: numbers(lessOrEqual),
  NumericGreaterThan: numbers(more),
  NumericGreaterThanEquals: numbers(moreOrEqual),
  DateEquals: times(equal),
  DateLessThan: times(less),
  DateLessThanEquals: times(lessOrEqual),
  DateGreaterThan: times(more),
  DateGreaterThanEquals: times(moreOrEqual),
};

const NEGATIONS: Readonly<Record<string, string>> = {
  StringNotEquals: 'StringEquals',
  StringNotEqualsIgnoreCase: 'StringEqualsIgnoreCase',
  StringNotLike: 'StringLike',
  ArnNotEquals: 'ArnEquals',
  ArnNotLike: 'ArnLike',
  NotIpAddress: 'IpAddress',
  NumericNotEquals: 'NumericEquals',
  DateNotEquals: 'DateEquals',
};

const QUANTITIES = ['ForAnyValue', 'ForAllValues'] as const;
const OPERATOR = /^(?:(ForAnyValue|ForAllValues):)?(\w+?)(IfExists)?$/;

interface Named {
  readonly operator: Operator | 'Null';
  readonly quantity: (typeof QUANTITIES)[number] | undefined;
  readonly ifExists: boolean;
}

/**
 * @param keys of the request, in lower case
 * @param variables the same, or undefined where the document knows no policy variables
 * @throws Error for an operator that IAM does not have
 */
export function conditionHolds(condition: Condition, keys: Keys, variables: Keys | undefined): boolean {
  return Object.entries(condition).every(([name, block]) => {
    const named = readOperator(name);
    return Object.entries(block).every(([key, wanted]) => {
      const list = (Array.isArray(wanted) ? wanted : [wanted]).map(String);
      return holds(named, keys.get(key.toLowerCase()) ?? [], list, variables);
    });
  });
}

/** @throws Error for an operator that IAM does not have */
export function readOperator(name: string): Named {
  const operator = findOperator(name);
  if (operator === undefined) throw new Error(`IAM has no condition operator ${JSON.stringify(name)}`);
  return operator;
}

/** Undefined for an operator that IAM does not have. */
export function findOperator(name: string): Named | undefined {
  const [, quantity, base = '', ifExists] = OPERATOR.exec(name) ?? [];
  const rest = { quantity: QUANTITIES.find((one) => one === quantity), ifExists: ifExists !== undefined };
  if (name === 'Null') return { operator: 'Null', ...rest };
  const positive = Object.hasOwn(NEGATIONS, base) ? NEGATIONS[base] : undefined;
  const known = positive ?? base;
  const compare = Object.hasOwn(COMPARISONS, known) ? COMPARISONS[known] : undefined;
  return compare && { operator: { compare, negated: positive !== undefined }, ...rest };
}

function holds(
  { operator, quantity, ifExists }: Named,
  values: readonly string[],
  wanted: readonly string[],
  variables: Keys | undefined,
): boolean {
  if (operator === 'Null')
    return wanted.some((it) => (it.toLowerCase() === 'true') === (values.length === 0));
  if (values.length === 0 && ifExists) return true;
  const { compare, negated } = operator;
  const matches = (value: string) => wanted.some((it) => compare(value, it, variables));
  if (quantity === 'ForAllValues') return values.every((value) => matches(value) !== negated);
  if (quantity === 'ForAnyValue') return values.some((value) => matches(value) !== negated);
  return values.some(matches) !== negated;
}

function isInSubnet(value: string, wanted: string): boolean {
  const range = wanted.includes('/') ? wanted : `${wanted}/${wanted.includes(':') ? 128 : 32}`;
  if (!ipaddr.isValid(value) || !ipaddr.isValidCIDR(range)) return false;
  const address = ipaddr.parse(value);
  const [base, bits] = ipaddr.parseCIDR(range);
  return address.kind() === base.kind() && address.match(base, bits);
}

function numberOf(written: string): number {
  return written.trim() === '' ? Number.NaN : Number(written);
}

/** ISO 8601, or seconds since 1970. */
function timeOf(written: string): number {
  return /^\d{1,12}(\.\d+)?$/.test(written) ? Number(written) * 1_000 : Date.parse(written);
}
