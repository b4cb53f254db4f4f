// The arguments of a Web API call, however they were sent: a form with JSON inside, or JSON.
import { SlackFault } from '../slack-fault.ts';
import { isRecord } from '../validate/validate-schema.ts';

export class MethodArguments {
  readonly #values: ReadonlyMap<string, unknown>;

  constructor(values: ReadonlyMap<string, unknown>) {
    this.#values = values;
  }

  /** @throws SlackFault `invalid_json`, `json_not_object`, `invalid_post_type` */
  static parse(contentType: string, body: string): MethodArguments {
    const type = contentType.split(';')[0]?.trim().toLowerCase() ?? '';
    if (type === 'application/json') {
      const value = parseJson(body, 'invalid_json');
      if (!isRecord(value)) throw new SlackFault('json_not_object');
      return new MethodArguments(new Map(Object.entries(value).filter(([, member]) => member !== null)));
    }
    if (type === 'application/x-www-form-urlencoded' || body === '') {
      return new MethodArguments(new Map(new URLSearchParams(body)));
    }
    throw new SlackFault('invalid_post_type');
  }

  /** The plain values, for the log of calls. */
  toRecord(): Readonly<Record<string, unknown>> {
    return Object.fromEntries(this.#values);
  }

  has(name: string): boolean {
    return this.#values.has(name);
  }

  string(name: string): string | undefined {
    const value = this.#values.get(name);
    if (value === undefined || typeof value === 'string') return value;
    if (typeof value === 'number' || typeof value === 'boolean') return String(value);
    throw new SlackFault('invalid_arguments', [`must provide a string [json-pointer:/${name}]`]);
  }

  required(name: string): string {
    const value = this.string(name);
    if (value) return value;
    throw new SlackFault('invalid_arguments', [`missing required field: ${name}`]);
  }

  flag(name: string): boolean {
    return ['true', '1'].includes(this.string(name) ?? '');
  }

  /** A whole number, brought between 1 and `max`. */
  count(name: string, otherwise: number, max: number): number {
    const value = Number.parseInt(this.string(name) ?? '', 10);
    return Number.isNaN(value) ? otherwise : Math.min(Math.max(value, 1), max);
  }

  /** @throws SlackFault with `code` when it is a string that is no JSON */
  json(name: string, code: string): unknown {
    const value = this.#values.get(name);
    if (typeof value !== 'string') return value;
    return value === '' ? undefined : parseJson(value, code);
  }
}

function parseJson(text: string, code: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw new SlackFault(code);
  }
}
