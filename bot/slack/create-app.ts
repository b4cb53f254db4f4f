// The Bolt app with its listeners; what calls it (a function URL, Socket Mode, the sandbox) is the receiver's business.
import { App, LogLevel, type Receiver } from '@slack/bolt';
import { registerEndMute } from './actions/end-mute.ts';
import { registerContainmentButtons } from './actions/press-containment.ts';
import { registerIncidentActions } from './actions/register-incident-actions.ts';
import { registerRunCommand } from './actions/run-command.ts';
import { registerShareAnswer } from './actions/share-answer.ts';
import { registerSignOff } from './actions/sign-off.ts';
import { registerStopQuery } from './actions/stop-query.ts';
import { registerTrail } from './commands/trail.ts';
import { registerHome } from './home.ts';
import type { IngressDeps } from './ingress-deps.ts';
import { registerContain } from './views/contain.ts';
import { registerExpected } from './views/expected.ts';
import { registerQueryForm } from './views/query.ts';
import { registerRelease } from './views/release.ts';

export interface AppOptions extends IngressDeps {
  readonly receiver: Receiver;
  readonly token: string;
}

const LISTENERS: readonly ((app: App, deps: IngressDeps) => void)[] = [
  registerIncidentActions,
  registerExpected,
  registerContainmentButtons,
  registerContain,
  registerRelease,
  registerStopQuery,
  registerSignOff,
  registerEndMute,
  registerTrail,
  registerQueryForm,
  registerShareAnswer,
  registerRunCommand,
  registerHome,
];

/** Bolt would call `auth.test` at every start: the token was checked when it was stored. */
export function createApp({ receiver, token, ...deps }: AppOptions): App {
  const app = new App({
    receiver,
    authorize: async () => ({ botToken: token }),
    logLevel: LogLevel.ERROR,
  });
  for (const register of LISTENERS) register(app, deps);
  return app;
}
