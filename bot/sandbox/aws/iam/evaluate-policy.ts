// Judges a request by policy documents as IAM does: what is denied stays denied, and what nobody allows is denied too.
import { type Condition, conditionHolds, readOperator } from './evaluate-condition.ts';
import { type Keys, lowerCase, matchesArn, matchesText, readPattern } from './policy-pattern.ts';

type Texts = string | readonly string[];

export interface PolicyStatement {
  readonly Sid?: string;
  readonly Effect: 'Allow' | 'Deny';
  readonly Action?: Texts;
  readonly NotAction?: Texts;
  readonly Resource?: Texts;
  readonly NotResource?: Texts;
  readonly Condition?: Condition;
}

export interface PolicyDocument {
  /** Policy variables are read from `2012-10-17` on. */
  readonly Version?: string;
  readonly Statement: PolicyStatement | readonly PolicyStatement[];
}

export interface PolicyRequest {
  /** `iam:AttachUserPolicy` */
  readonly action: string;
  /** An ARN, or `*` for an action that is about no resource of its own. */
  readonly resource: string;
  /** Context keys in any case: `aws:TokenIssueTime`, `iam:PolicyARN`. A key that the request lacks is left out. */
  readonly keys: ReadonlyMap<string, readonly string[]>;
}

export type Decision = 'allowed' | 'explicitDeny' | 'implicitDeny';

/**
 * By identity-based policies alone: a permissions boundary or a session policy is a second call.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
 * @throws Error for a condition operator that IAM does not have, and for a statement without action or resource
 */
export function evaluate(documents: readonly PolicyDocument[], request: PolicyRequest): Decision {
  const effects = documents.flatMap((document) =>
    matchingStatements(document, request).map(({ Effect }) => Effect),
  );
  if (effects.includes('Deny')) return 'explicitDeny';
  return effects.includes('Allow') ? 'allowed' : 'implicitDeny';
}

/** The statements that apply to the request. @throws as {@link evaluate} */
export function matchingStatements(
  document: PolicyDocument,
  request: PolicyRequest,
): readonly PolicyStatement[] {
  const keys = inLowerCase(request.keys);
  const variables = document.Version === '2012-10-17' ? keys : undefined;
  return statementsOf(document).filter((statement) => {
    for (const operator of Object.keys(statement.Condition ?? {})) readOperator(operator);
    return (
      actionMatches(statement, request.action) &&
      resourceMatches(statement, request.resource, variables) &&
      conditionHolds(statement.Condition ?? {}, keys, variables)
    );
  });
}

export function statementsOf({ Statement }: PolicyDocument): readonly PolicyStatement[] {
  return isList(Statement) ? Statement : [Statement];
}

export function inLowerCase(keys: ReadonlyMap<string, readonly string[]>): Keys {
  return new Map([...keys].map(([key, values]) => [key.toLowerCase(), values]));
}

/** @throws Error for a statement that names no action */
export function actionMatches({ Action, NotAction }: PolicyStatement, action: string): boolean {
  const names = Action ?? NotAction;
  if (names === undefined) throw new Error('a policy statement has neither Action nor NotAction');
  const isNamed = listOf(names).some((name) => {
    const pattern = readPattern(name, { wildcards: true, variables: undefined });
    return pattern !== undefined && matchesText(lowerCase(pattern), action.toLowerCase());
  });
  return isNamed === (Action !== undefined);
}

function resourceMatches(
  { Resource, NotResource }: PolicyStatement,
  resource: string,
  variables: Keys | undefined,
): boolean {
  const arns = Resource ?? NotResource;
  if (arns === undefined) throw new Error('a policy statement has neither Resource nor NotResource');
  const isNamed = listOf(arns).some((arn) => {
    const pattern = readPattern(arn, { wildcards: true, variables });
    return pattern !== undefined && matchesArn(pattern, resource);
  });
  return isNamed === (Resource !== undefined);
}

function listOf(texts: Texts): readonly string[] {
  return typeof texts === 'string' ? [texts] : texts;
}

function isList<T>(value: T | readonly T[]): value is readonly T[] {
  return Array.isArray(value);
}
