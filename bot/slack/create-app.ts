// The Bolt app with its listeners; what calls it (a function URL, the sandbox) is the receiver's business.
import { App, LogLevel, type Receiver } from '@slack/bolt';
import type { Jobs } from '../ports.ts';
import { registerIncidentActions } from './actions/ask-about-incident.ts';
import { registerMissingCommands } from './commands/register-missing-commands.ts';

export interface AppOptions {
  readonly receiver: Receiver;
  readonly token: string;
  readonly jobs: Jobs;
}

/** Bolt would call `auth.test` at every start: the token was checked when it was stored. */
export function createApp({ receiver, token, jobs }: AppOptions): App {
  const app = new App({
    receiver,
    authorize: async () => ({ botToken: token }),
    logLevel: LogLevel.ERROR,
  });
  registerIncidentActions(app, jobs);
  registerMissingCommands(app);
  return app;
}
