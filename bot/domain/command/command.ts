// What a typed command asks for, once it is understood.
import type { Work } from '../job.ts';
import type { QueryTemplate, QueryValues } from '../query/query.ts';
import type { CommandName } from './commands.ts';

/** A query as far as a command and a form must know it. */
export type AskableQuery = Pick<QueryTemplate, 'id' | 'title' | 'question' | 'parameters'>;

/** The names that a command may use. */
export interface Vocabulary {
  readonly detections: readonly { readonly id: string }[];
  readonly queries: readonly AskableQuery[];
}

export interface Problem {
  readonly kind: 'problem';
  /** One or two sentences; may hold what was typed. */
  readonly problem: string;
  /** The command that was probably meant, whole and ready to run. */
  readonly suggestion?: string;
}

export type Command =
  | { readonly kind: 'work'; readonly work: Work }
  /** Parameters are missing; `values` are those that were given, `hours` the window that was. */
  | {
      readonly kind: 'ask-query';
      readonly queryId: string;
      readonly values: QueryValues;
      readonly hours?: number;
    }
  /** A form shows what it would do; `whom` is a name or an ARN as it was typed. */
  | { readonly kind: 'ask-contain'; readonly whom: string }
  | { readonly kind: 'help'; readonly topic?: CommandName }
  | Problem;

const SHAREABLE: ReadonlySet<Work['kind']> = new Set([
  'status',
  'alerts',
  'run-query',
  'who',
  'contained',
  'mutes',
  'review',
]);

/** Whether the answer may be shown to a whole channel: what only reads, because sharing asks again. */
export function isShareable({ kind }: Work): boolean {
  return SHAREABLE.has(kind);
}
