// Stops a flow at one of its calls to the world, in the ways in which that happens.
import { TrailbotError } from '../../bot/domain/errors.ts';

/**
 * `crash-before`, `crash-after`: the function is stopped right before or right after the call; nothing of it runs on.
 * `trouble`: the other side throttles or cannot be reached. `denied`: AWS refuses.
 */
export type FaultMode = 'crash-before' | 'crash-after' | 'trouble' | 'denied';

export interface Faults {
  /** Names of all calls so far, as `port.method`. */
  readonly calls: string[];
  /** The next fault: at the call with this number, from 0. */
  plan: { readonly at: number; readonly mode: FaultMode } | undefined;
  /** Whether the function that ran was stopped: it starts anew. */
  restart(): boolean;
  /** `port`, with the fault in it. */
  guard<Port extends object>(name: string, port: Port): Port;
}

class Crash extends Error {}

export function createFaults(): Faults {
  let isDead = false;
  const faults: Faults = {
    calls: [],
    plan: undefined,
    restart() {
      const was = isDead;
      isDead = false;
      return was;
    },
    guard: (name, port) =>
      new Proxy(port, {
        get(target, method, receiver) {
          const call: unknown = Reflect.get(target, method, receiver);
          if (typeof call !== 'function') return call;
          return async (...args: unknown[]) => {
            if (isDead) throw new Crash('this function was stopped');
            const mode = faults.plan?.at === faults.calls.length ? faults.plan.mode : undefined;
            faults.calls.push(`${name}.${String(method)}`);
            if (mode === 'trouble' || mode === 'denied') throw trouble(name, mode);
            isDead = mode === 'crash-before';
            if (isDead) throw new Crash('stopped before');
            const answer: unknown = await Reflect.apply(call, target, args);
            isDead ||= mode === 'crash-after';
            if (isDead) throw new Crash('stopped after');
            return answer;
          };
        },
      }),
  };
  return faults;
}

function trouble(port: string, mode: 'trouble' | 'denied'): TrailbotError {
  const isSlack = ['chat', 'answers', 'views', 'people', 'places'].includes(port);
  const code = isSlack ? 'slack_failed' : mode === 'denied' ? 'aws_denied' : 'aws_throttled';
  return new TrailbotError({ code, message: `It went wrong at ${port}.`, hint: 'Do something about it.' });
}
