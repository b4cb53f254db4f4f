// Reads how many functions Lambda may run at a time in the account: a new one can reserve nothing.
import {
  GetAccountSettingsCommand,
  GetFunctionConcurrencyCommand,
  LambdaClient,
} from '@aws-sdk/client-lambda';
import { TrailbotError } from '../../domain/errors.ts';
import type { AccountLook } from '../../ports/setup.ts';
import type { ClientOptions } from '../clients.ts';
import { callAsCaller, callUnlessMissing } from './call-as-caller.ts';

export function createConcurrencyLook(options: ClientOptions): Pick<AccountLook, 'concurrency'> {
  const lambda = new LambdaClient(options);
  return {
    async concurrency(FunctionName) {
      const missing = ['ResourceNotFoundException'];
      const [{ AccountLimit }, own] = await Promise.all([
        callAsCaller('lambda:GetAccountSettings', () => lambda.send(new GetAccountSettingsCommand({}))),
        callUnlessMissing('lambda:GetFunctionConcurrency', missing, () =>
          lambda.send(new GetFunctionConcurrencyCommand({ FunctionName })),
        ),
      ]);
      const unreserved = AccountLimit?.UnreservedConcurrentExecutions;
      if (unreserved === undefined) throw unsaid();
      return { unreserved, reserved: own?.ReservedConcurrentExecutions ?? 0 };
    },
  };
}

function unsaid(): TrailbotError {
  return new TrailbotError({
    code: 'aws_failed',
    message: 'Lambda did not say how many functions may run at a time.',
    hint: 'Look in the Service Quotas console: AWS Lambda, Concurrent executions.',
  });
}
