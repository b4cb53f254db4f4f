// Requests of a real workspace without an address of one's own: Slack's Socket Mode, for a bot on one's own machine.
import { type App, LogLevel, type Receiver, type ReceiverEvent, SocketModeReceiver } from '@slack/bolt';
import { TrailbotError } from '../domain/errors.ts';
import type { Log } from '../ports/run.ts';
import { isFromTeam } from './own-team.ts';
import { callSlack } from './slack-error.ts';

export interface SocketModeOptions {
  /** Begins with `xapp-`, has the scope `connections:write`. */
  readonly appToken: string;
  readonly log: Log;
  /** As for the receiver of signed requests. */
  readonly teamId?: string;
  /** Another place that speaks Slack's Web API. Default: Slack itself. */
  readonly apiUrl?: string;
}

/** @returns a receiver whose `start` rejects with a TrailbotError when Slack does not let it in. */
export function createSocketModeReceiver({ appToken, log, teamId, apiUrl }: SocketModeOptions): Receiver {
  const socket = new SocketModeReceiver({
    appToken,
    logLevel: LogLevel.ERROR,
    ...(apiUrl && { installerOptions: { clientOptions: { slackApiUrl: apiUrl } } }),
    // What a listener could not do is told by Slack's own warning: the request is not acknowledged.
    processEventErrorHandler: async ({ error }) => {
      log.error('a listener failed', { error });
      return false;
    },
  });
  return {
    init: (app) => socket.init(teamId === undefined ? app : guarded(app, teamId, log)),
    start: () => callSlack('apps.connections.open', () => socket.start()).catch(explain),
    stop: () => socket.stop(),
  };
}

/** The same app for our own workspace, and nobody for others. */
function guarded(app: App, teamId: string, log: Log): App {
  const processEvent = async (event: ReceiverEvent): Promise<void> => {
    if (isFromTeam(teamId, event.body)) return app.processEvent(event);
    log.warn('request refused', { refusal: 'another workspace' });
    return event.ack();
  };
  return Object.assign(Object.create(app) as App, { processEvent });
}

function explain(error: unknown): never {
  if (!(error instanceof TrailbotError)) throw error;
  throw new TrailbotError({
    code: error.code,
    message: error.message,
    hint: 'Check that Socket Mode is on and that SLACK_APP_TOKEN has the scope connections:write.',
    cause: error.cause,
  });
}
