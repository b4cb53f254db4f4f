// Loads dynalite and adds what DynamoDB answers today and dynalite does not: the item that made a condition fail.
import type { Server } from 'node:http';
import { createRequire } from 'node:module';

type Engine = (options: { createTableMs: number; deleteTableMs: number; updateTableMs: number }) => Server;

type Item = Readonly<Record<string, unknown>>;

interface ConditionalFailure {
  readonly body: Record<string, unknown>;
}

interface Internals {
  checkConditional(
    request: Readonly<Record<string, unknown>>,
    existing: Item | undefined,
  ): ConditionalFailure | undefined;
}

interface Validation {
  readonly types: Record<string, object>;
}

const CONDITIONAL_WRITES = ['putItem', 'updateItem', 'deleteItem'];

/**
 * Dynalite checks conditions under the item's lock, so the item is exactly the one that made the condition fail. Its
 * modules are changed once for the process; the version is pinned.
 */
export function loadEngine(): Engine {
  const require = createRequire(import.meta.url);
  const internals: Internals = require('dynalite/db');
  if (!isExtended(internals)) {
    for (const operation of CONDITIONAL_WRITES) {
      const { types }: Validation = require(`dynalite/validations/${operation}`);
      types.ReturnValuesOnConditionCheckFailure = { type: 'String', enum: ['ALL_OLD', 'NONE'] };
    }
    extend(internals);
  }
  return require('dynalite');
}

const EXTENDED = Symbol('returns the item of a failed condition');

function isExtended(internals: Internals): boolean {
  return EXTENDED in internals.checkConditional;
}

function extend(internals: Internals): void {
  const { checkConditional } = internals;
  const extended: Internals['checkConditional'] = (request, existing) => {
    const failure = checkConditional(request, existing);
    const wanted = request.ReturnValuesOnConditionCheckFailure === 'ALL_OLD';
    if (failure && existing && wanted) failure.body.Item = existing;
    return failure;
  };
  internals.checkConditional = Object.assign(extended, { [EXTENDED]: true });
}
