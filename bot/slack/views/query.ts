// The form of a query: opened while the trigger lives, and turned into a job when it is filled in.
import type { App } from '@slack/bolt';
import type { AskableQuery } from '../../domain/command/command.ts';
import {
  type FormPlace,
  parseFormPlace,
  readQueryForm,
  WINDOW_BLOCK,
} from '../../domain/command/query-form.ts';
import type { ReplyTo } from '../../domain/job.ts';
import { VIEWS } from '../../domain/naming.ts';
import type { QueryValues } from '../../domain/query/query.ts';
import { renderNote } from '../../render/help-note.ts';
import { renderProblem } from '../../render/help-problem.ts';
import { renderQueryForm } from '../../render/modals/query.ts';
import { commandJob } from '../commands/command-job.ts';
import type { IngressDeps } from '../ingress-deps.ts';
import { NOT_QUEUED } from './incident-form.ts';
import { queueForm } from './queue-form.ts';

export interface AskedForm {
  readonly triggerId: string;
  readonly replyTo: ReplyTo;
  readonly query: AskableQuery;
  /** What is known already. */
  readonly values: QueryValues;
  readonly hours?: number;
}

const GONE = 'This query is not there any more. Type /trail help query to see those that are.';

/** @throws TrailbotError `slack_failed` when Slack does not open it: a trigger lives three seconds. */
export async function openQuery(asked: AskedForm, { views }: Pick<IngressDeps, 'views'>): Promise<void> {
  const { triggerId, replyTo, ...form } = asked;
  const place: FormPlace = {
    queryId: form.query.id,
    ...(replyTo.kind === 'person' && {
      origin: { channel: replyTo.channel, responseUrl: replyTo.responseUrl },
    }),
  };
  await views.open(triggerId, renderQueryForm({ ...form, place }));
}

export function registerQueryForm(app: App, deps: IngressDeps): void {
  app.view({ type: 'view_submission', callback_id: VIEWS.query }, async ({ ack, body, view }) => {
    const place = parseFormPlace(view.private_metadata);
    const query = deps.queries.find(({ id }) => id === place?.queryId);
    if (!place || !query) {
      return ack({ response_action: 'update', view: renderNote(renderProblem({ problem: GONE })) });
    }
    const form = readQueryForm(query, view.state.values);
    if (form.kind === 'wrong') return ack({ response_action: 'errors', errors: form.errors });
    const { values, hours } = form;
    const work = {
      kind: 'run-query' as const,
      queryId: query.id,
      values,
      ...(hours !== undefined && { hours }),
    };
    const asked = { id: `form ${view.id}`, userId: body.user.id, replyTo: replyOf(place) };
    const job = commandJob(work, { ...asked, text: commandOf(query, values, hours) });
    if (await queueForm(VIEWS.query, job, deps)) return ack();
    // The one field that every form of a query has.
    return ack({ response_action: 'errors', errors: { [WINDOW_BLOCK]: NOT_QUEUED } });
  });
}

function replyOf({ origin }: FormPlace): ReplyTo {
  return origin === undefined ? { kind: 'home' } : { kind: 'person', ...origin, share: false };
}

/** As it could have been typed: no value that a parameter accepts needs quotes. */
function commandOf({ id }: AskableQuery, values: QueryValues, hours: number | undefined): string {
  const named = Object.entries(values).map(([name, value]) => `${name}=${value}`);
  const window = hours === undefined ? [] : [`last=${Math.round(hours * 60)}m`];
  return ['query', id, ...named, ...window].join(' ');
}
