// The text of a service control policy that refuses one principal everything.

/** Condition operator → condition key → value. */
export interface ScpCondition {
  readonly [operator: string]: { readonly [key: string]: string };
}

/**
 * Text that stands for itself in a condition: AWS reads `*` and `?` as wildcards and `${` as the start of a variable,
 * so that a name with one of them would refuse others too.
 */
export function isLiteral(text: string): boolean {
  return text !== '' && !/[*?$]/.test(text);
}

/** JSON, two spaces deep. The values in `condition` have to be {@link isLiteral} where they come from a log. */
export function denyScp(condition: ScpCondition): string {
  const statement = { Sid: 'Contained', Effect: 'Deny', Action: '*', Resource: '*', Condition: condition };
  return JSON.stringify({ Version: '2012-10-17', Statement: [statement] }, null, 2);
}
