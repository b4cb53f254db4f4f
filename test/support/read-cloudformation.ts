// Reads a CloudFormation template as a stack would get it: with its parameters filled in, and its conditions decided.
import { type CollectionTag, parse, type ScalarTag, YAMLMap } from 'yaml';

export interface StackValues {
  /** Parameters and pseudo parameters: `AWS::AccountId`. */
  readonly [name: string]: string | readonly string[];
}

type Json = { readonly [key: string]: unknown };
const GONE = Symbol('AWS::NoValue');

/** The resources with what they say in full. Knows Ref, Sub, If, Join, Equals and Not; anything else throws. */
export function readStack(text: string, values: StackValues): { readonly [name: string]: Json } {
  const template: Json = parse(text, { customTags: TAGS });
  const conditions = object(template.Conditions);
  const resolve = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(resolve).filter((one) => one !== GONE);
    if (typeof value !== 'object' || value === null) return value;
    const [[key, inner] = ['', undefined], ...others] = Object.entries(value);
    if (others.length === 0 && key.startsWith('!')) return call(key.slice(1), inner);
    return Object.fromEntries(
      Object.entries(value)
        .map(([name, one]) => [name, resolve(one)] as const)
        .filter(([, one]) => one !== GONE),
    );
  };
  const call = (name: string, given: unknown): unknown => {
    if (name === 'If') {
      const [condition, yes, no] = list(given);
      return resolve(resolve(conditions[String(condition)]) === true ? yes : no);
    }
    const argument = resolve(given);
    if (name === 'Ref')
      return argument === 'AWS::NoValue' ? GONE : (values[String(argument)] ?? { ref: argument });
    if (name === 'Sub') return String(argument).replace(/\$\{([\w:]+)\}/g, (_, key) => fill(key, values));
    if (name === 'Join') return list(list(argument)[1]).join(String(list(argument)[0]));
    if (name === 'Equals') return list(argument)[0] === list(argument)[1];
    if (name === 'Not') return list(argument)[0] === false;
    throw new Error(`cannot read !${name}`);
  };
  return Object.fromEntries(
    Object.entries(object(template.Resources)).map(([name, one]) => [name, object(resolve(one))]),
  );
}

function fill(key: string, values: StackValues): string {
  const value = values[key];
  if (typeof value !== 'string') throw new Error(`no value for ${key}`);
  return value;
}

function object(value: unknown): Json {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new Error('not an object');
  return { ...value };
}

function list(value: unknown): readonly unknown[] {
  if (!Array.isArray(value)) throw new Error('not a list');
  return value;
}

/** `!Ref x` becomes `{ '!Ref': 'x' }`, to be resolved after. */
const SCALARS: readonly ScalarTag[] = ['Ref', 'Sub'].map((name) => ({
  tag: `!${name}`,
  resolve: (text: string) => ({ [`!${name}`]: text }),
}));
const LISTS: readonly CollectionTag[] = ['If', 'Join', 'Equals', 'Not'].map((name) => ({
  tag: `!${name}`,
  collection: 'seq',
  resolve(node) {
    const map = new YAMLMap();
    map.set(`!${name}`, node);
    return map;
  },
}));
const TAGS = [...SCALARS, ...LISTS];
