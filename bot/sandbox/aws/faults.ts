// Makes calls fail on purpose, and remembers which calls were made, so that a test can ask.
import { AwsFault, type Call } from './call.ts';

const REMEMBERED_CALLS = 10_000;

export interface PlannedFault {
  /** Signing name; any service when left out. */
  readonly service?: string;
  /** Any operation when left out. */
  readonly operation?: string;
  readonly code: string;
  readonly message?: string;
  /** HTTP status; 400 when left out. */
  readonly status?: number;
  /** How many of the next matching calls fail; `Infinity` for all until the fault is taken back. */
  readonly times: number;
}

export interface RecordedCall {
  readonly service: string;
  readonly operation: string;
  readonly region: string;
  readonly at: Date;
}

export interface Faults {
  /**
   * Lets the next `times` matching calls fail. Plans are used up in the order they were added.
   * @returns takes the plan back
   */
  add(fault: PlannedFault): () => void;
  /** Forgets all plans that are not used up. */
  clear(): void;
  /** Every call that named a service and an operation, oldest first; the last 10,000. */
  readonly calls: readonly RecordedCall[];
  /** Notes the call and throws the fault that is planned for it, if there is one. */
  meet(call: Call, at: Date): void;
}

export function createFaults(): Faults {
  const plans: { fault: PlannedFault; left: number }[] = [];
  const calls: RecordedCall[] = [];
  return {
    calls,
    add(fault) {
      const plan = { fault, left: fault.times };
      plans.push(plan);
      return () => {
        plan.left = 0;
      };
    },
    clear() {
      plans.length = 0;
    },
    meet({ service, operation, region }, at) {
      calls.push({ service, operation, region, at });
      if (calls.length > REMEMBERED_CALLS) calls.shift();
      const plan = plans.find(
        ({ fault, left }) =>
          left > 0 && (fault.operation ?? operation) === operation && (fault.service ?? service) === service,
      );
      if (plan === undefined) return;
      plan.left -= 1;
      const { code, message = `${code} was asked for`, status = 400 } = plan.fault;
      throw new AwsFault(code, message, { status });
    },
  };
}
