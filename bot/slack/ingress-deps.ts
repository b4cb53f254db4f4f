// What the listeners work with: a queue, modals that cannot wait for it, and the names that commands may use.
import type { AskableQuery } from '../domain/command/command.ts';
import type { Clock, Jobs, Log } from '../ports/run.ts';
import type { Views } from '../ports/slack.ts';

export interface IngressDeps {
  readonly jobs: Jobs;
  readonly views: Views;
  readonly clock: Clock;
  readonly log: Log;
  readonly detections: readonly { readonly id: string; readonly title: string }[];
  readonly queries: readonly AskableQuery[];
}
