// A query that could not be asked: what is missing or wrong, and exactly what to type instead.
import type { Message } from '../domain/message.ts';
import type { ParameterProblem } from '../domain/query/bind-query.ts';
import type { QueryTemplate, QueryValues } from '../domain/query/query.ts';
import { section } from './blocks.ts';
import { fitBlocks } from './fit-blocks.ts';
import { code, escapeMrkdwn, mrkdwn } from './mrkdwn.ts';
import { bold, bullets, paragraph, shorten } from './rich-text.ts';

const SHOWN = 10;

/** @param given the values as the person typed them: the right ones need not be typed twice. */
export function renderQueryProblems(
  template: QueryTemplate,
  given: QueryValues,
  problems: readonly ParameterProblem[],
): Message {
  const line = `${shorten(template.title, 150)}: not run`;
  const items = problems
    .slice(0, SHOWN)
    .map(({ name, problem }) => [bold(name, 60), `: ${shorten(problem, 400)}`]);
  return {
    text: escapeMrkdwn(line),
    blocks: fitBlocks([
      { name: 'headline', rank: 1, blocks: [paragraph(bold(line))] },
      { name: 'problems', rank: 3, blocks: items.length === 0 ? [] : [bullets(undefined, items)] },
      {
        name: 'what to type',
        rank: 2,
        blocks: [section(mrkdwn`Type ${code(commandFor(template, given, problems), 600)}`)],
      },
    ]),
  };
}

/** A name that no query has, with those that there are. */
export function renderUnknownQuery(id: string, templates: readonly QueryTemplate[]): Message {
  const line = `There is no query called ${shorten(id, 80)}`;
  const items = templates
    .slice(0, 40)
    .map((template) => [bold(template.id, 60), `: ${shorten(template.title, 100)}`]);
  return {
    text: escapeMrkdwn(line),
    blocks: fitBlocks([
      { name: 'headline', rank: 1, blocks: [paragraph(bold(line))] },
      { name: 'queries', rank: 2, blocks: items.length === 0 ? [] : [bullets('There are', items)] },
    ]),
  };
}

/** `/trail query ip-history ip=…`: a value that was wrong or missing is left for the person to fill in. */
function commandFor(
  { id, parameters }: QueryTemplate,
  given: QueryValues,
  problems: readonly ParameterProblem[],
): string {
  const wrong = new Set(problems.map(({ name }) => name));
  const words = parameters.map(({ name }) => {
    const value = wrong.has(name) || !Object.hasOwn(given, name) ? '…' : (given[name] ?? '…');
    return `${name}=${value}`;
  });
  return ['/trail query', id, ...words].join(' ');
}
