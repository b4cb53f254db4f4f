// Asks Logs Insights one of the queries of templates/queries, and shows how it goes and what came of it.
import { TrailbotError } from '../../domain/errors.ts';
import type { Job, WorkOf } from '../../domain/job.ts';
import type { Message } from '../../domain/message.ts';
import { bindQuery } from '../../domain/query/bind-query.ts';
import type { BoundQuery, QueryTemplate, QueryValues } from '../../domain/query/query.ts';
import { MOST_ROWS, rowLimit } from '../../domain/query/row-limit.ts';
import { valuesFor } from '../../domain/query/values-for-incident.ts';
import type { UploadedFile } from '../../ports/slack.ts';
import { renderFailure } from '../../render/failure.ts';
import { renderEndedQuery } from '../../render/query-end.ts';
import { renderQueryProblems, renderUnknownQuery } from '../../render/query-problems.ts';
import { renderQueryResult } from '../../render/query-result.ts';
import { renderRunningQuery } from '../../render/query-running.ts';
import type { JobDeps } from '../job-deps.ts';
import { openAnswer, type QueryAnswer } from '../query-answer.ts';
import { fileStem, queryFiles } from '../query-files.ts';
import { type Followed, followQuery } from '../query-follow.ts';
import { known } from '../triage-incident.ts';
import { writeDeed } from './deed-record.ts';

/** @returns what is wrong with the question; undefined once it was asked, because the answer is shown as it comes. */
export async function runQuery(
  work: WorkOf<'run-query'>,
  job: Job,
  deps: JobDeps,
): Promise<Message | undefined> {
  const template = deps.queries.find(({ id }) => id === work.queryId);
  if (!template) return renderUnknownQuery(work.queryId, deps.queries);
  const values = { ...(await filledIn(template, work, deps)), ...work.values };
  const hours = work.hours === undefined ? {} : { hours: work.hours };
  const bound = bindQuery(template, values, { settings: deps.settings, now: deps.clock.now(), ...hours });
  if (!bound.ok) return renderQueryProblems(template, values, bound.problems);
  await ask(bound.query, job, deps);
  return undefined;
}

async function filledIn(
  template: QueryTemplate,
  { incidentId }: WorkOf<'run-query'>,
  deps: JobDeps,
): Promise<QueryValues> {
  if (incidentId === undefined) return {};
  return valuesFor(template, await known({ incidentId }, deps)) ?? {};
}

async function ask(query: BoundQuery, job: Job, deps: JobDeps): Promise<void> {
  const startedAt = deps.clock.now();
  const executionId = await deps.insights.start({ ...query, limit: MOST_ROWS });
  const running = { query, executionId, elapsedMs: 0, bytesScanned: 0, again: false };
  try {
    const answer = await openAnswer(job, (again) => renderRunningQuery({ ...running, again }), deps);
    const { message, files } = await outcome(query, deps, async () => {
      const progress = (elapsedMs: number, bytesScanned: number) =>
        answer.progress(renderRunningQuery({ ...running, elapsedMs, bytesScanned }));
      try {
        await remember(query, job, answer, deps);
        return await followQuery(executionId, startedAt, deps, progress);
      } catch (error) {
        await stopUnwatched(executionId, deps);
        throw error;
      }
    });
    await answer.finish(message, files);
  } catch (error) {
    await stopUnwatched(executionId, deps);
    throw error;
  }
}

/** Nobody would read what it finds, and it costs until it ends. */
async function stopUnwatched(executionId: string, { insights, log }: JobDeps): Promise<void> {
  await insights
    .stop(executionId)
    .catch((error: unknown) => log.warn('a query was not stopped', { executionId, error }));
}

interface Outcome {
  readonly message: Message;
  readonly files: readonly UploadedFile[];
}

/** A failure takes the place of the running message: nobody should go on waiting there. */
async function outcome(query: BoundQuery, deps: JobDeps, follow: () => Promise<Followed>): Promise<Outcome> {
  try {
    const followed = await follow();
    if (followed.result.state !== 'complete') {
      return { message: renderEndedQuery({ query, ...followed }), files: [] };
    }
    return await answered(query, followed, deps);
  } catch (error) {
    if (!(error instanceof TrailbotError)) throw error;
    deps.log.warn('a query could not be answered', { query: query.template.id, code: error.code, error });
    return { message: renderFailure(error), files: [] };
  }
}

async function answered(query: BoundQuery, { result, tookMs }: Followed, deps: JobDeps): Promise<Outcome> {
  const { message, csv } = renderQueryResult({
    query,
    result,
    tookMs,
    limit: rowLimit(query.text),
    settings: deps.settings,
    fileName: `${fileStem(query)}.csv`,
  });
  return { message, files: await queryFiles(query, result, csv, deps) };
}

/** Also what is about no incident: who looked whom up is asked about those who look. */
async function remember(query: BoundQuery, job: Job, { place }: QueryAnswer, deps: JobDeps): Promise<void> {
  const { incidentId } = job.work.kind === 'run-query' ? job.work : {};
  await writeDeed({ kind: 'queried', queryId: query.template.id }, job, deps, {
    ...(incidentId !== undefined && { incidentId }),
    ...(place && { channel: place.channel, messageTs: place.ts }),
  });
}
