// How many requests from the internet are handled at a time: asked when the stack is deployed, because accounts differ.
import { CfnCondition, CfnParameter, Fn, Stack, Token } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { CONCURRENCY_PARAMETER } from '../../bot/domain/deployment/functions.ts';

/**
 * Lambda reserves nothing when fewer than 100 would be left for the account's other functions, and a new account has 10
 * in all: https://docs.aws.amazon.com/lambda/latest/dg/configuration-concurrency.html
 */
export function askIngressConcurrency(scope: Construct, suggested: number): number {
  const parameter = new CfnParameter(scope, CONCURRENCY_PARAMETER, {
    type: 'Number',
    default: suggested,
    minValue: 0,
    maxValue: 1_000,
    description:
      'How many requests from the internet are handled at a time. 0 sets no limit: for an account in which Lambda may run fewer than 110 at a time, of which none can be reserved.',
  });
  parameter.overrideLogicalId(CONCURRENCY_PARAMETER);
  const reserves = new CfnCondition(scope, 'ReservesConcurrency', {
    expression: Fn.conditionNot(Fn.conditionEquals(parameter.valueAsString, '0')),
  });
  reserves.overrideLogicalId('ReservesIngressConcurrency');
  const noValue = { Ref: 'AWS::NoValue' };
  return Token.asNumber(
    Stack.of(scope).resolve(Fn.conditionIf(reserves.logicalId, parameter.valueAsNumber, noValue)),
  );
}
