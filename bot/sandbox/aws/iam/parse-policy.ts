// Reads a policy document from its text, and says what IAM would not take, in IAM's words.

import { parseJson } from '../../../domain/read-json.ts';
import { isInput } from '../wire/protocol.ts';
import { findOperator } from './evaluate-condition.ts';
import type { PolicyDocument, PolicyStatement } from './evaluate-policy.ts';

/** Of a trust policy: who is meant. */
export interface TrustStatement extends PolicyStatement {
  readonly Principal?: unknown;
  readonly NotPrincipal?: unknown;
}

export type PolicyShape = 'identity' | 'trust';

/** What IAM stored, so it was checked before. */
export function readPolicy(text: string): PolicyDocument {
  return JSON.parse(text);
}

/** A refusal in IAM's words, or undefined for a document that can be evaluated. Never throws. */
export function policyFault(text: string, shape: PolicyShape): string | undefined {
  if (/^\s/.test(text)) return 'JSON strings must not have leading spaces';
  const document = parseJson(text);
  if (document === undefined) return 'This policy contains invalid Json';
  if (!isInput(document) || !('Statement' in document)) return 'Syntax errors in policy.';
  const statements = Array.isArray(document.Statement) ? document.Statement : [document.Statement];
  for (const statement of statements) {
    const fault = statementFault(statement, shape);
    if (fault !== undefined) return fault;
  }
  return undefined;
}

function statementFault(statement: unknown, shape: PolicyShape): string | undefined {
  if (!isInput(statement)) return 'Syntax errors in policy.';
  const { Effect, Action, NotAction, Resource, NotResource, Condition } = statement;
  if (Effect !== 'Allow' && Effect !== 'Deny') return 'Syntax errors in policy.';
  if (!isTexts(Action) && !isTexts(NotAction)) return 'Policy statement must contain actions.';
  const names = 'Principal' in statement || 'NotPrincipal' in statement;
  if (shape === 'trust') {
    if (Resource !== undefined || NotResource !== undefined) return 'Has prohibited field Resource';
    if (!names) return 'Missing required field Principal';
  } else {
    if (names) return 'Policy document should not specify a principal.';
    if (!isTexts(Resource) && !isTexts(NotResource)) return 'Policy statement must contain resources.';
  }
  return Condition === undefined ? undefined : conditionFault(Condition);
}

function conditionFault(condition: unknown): string | undefined {
  if (!isInput(condition)) return 'Syntax errors in policy.';
  for (const [operator, block] of Object.entries(condition)) {
    if (findOperator(operator) === undefined) return `Invalid Condition type : ${operator}.`;
    if (!isInput(block) || !Object.values(block).every(isConditionValue)) return 'Syntax errors in policy.';
  }
  return undefined;
}

function isConditionValue(value: unknown): boolean {
  const values = Array.isArray(value) ? value : [value];
  return values.every((it) => ['string', 'number', 'boolean'].includes(typeof it));
}

function isTexts(value: unknown): boolean {
  return typeof value === 'string' || (Array.isArray(value) && value.every((it) => typeof it === 'string'));
}
