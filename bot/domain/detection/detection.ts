// A detection: what is counted (filter), what deserves a page (signal), and what a person needs to act on it.
import type { JsonObject } from '../event/trail-event.ts';

export const SEVERITIES = ['low', 'medium', 'high', 'critical'] as const;
export type Severity = (typeof SEVERITIES)[number];
export type Lane = 'page' | 'review';

export interface RaiseRule {
  /** JMESPath over the record; when it holds, the severity becomes `to` if that is higher. */
  readonly when: string;
  readonly to: Severity;
  /** Completes the sentence "raised to critical: …". */
  readonly because: string;
}

export interface Example {
  readonly name: string;
  readonly fires: boolean;
  /** Only for examples that fire; `page` unless said otherwise. */
  readonly lane?: Lane;
  /** The severity after `raise`, when the example is about that. */
  readonly severity?: Severity;
  readonly event: JsonObject;
}

/** Values are one id or several: `cis: '4.3'`, `pci: ['10.2.1.2', '10.2.1.5']`. */
export type Frameworks = {
  readonly [framework in 'guide' | 'cis' | 'pci' | 'mitre' | 'soc2' | 'hipaa']?: string | readonly string[];
};

export interface Detection {
  /** The file's name without `.yml`; also the metric's and the alarm's name (see naming.ts). */
  readonly id: string;
  readonly title: string;
  readonly severity: Severity;
  readonly why: string;
  /** A CloudWatch Logs filter pattern. One of more than 1,024 characters becomes several metric filters. */
  readonly filter: string;
  readonly alarm: { readonly threshold: number; readonly period: number };
  readonly signal?: string;
  readonly raise: readonly RaiseRule[];
  readonly queries: readonly string[];
  readonly contain: 'actor' | 'none';
  readonly frameworks: Frameworks;
  readonly runbook: readonly string[];
  readonly examples: readonly Example[];
}
