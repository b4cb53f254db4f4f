// Reads a list of what is expected, as somebody wrote it down for a replay: YAML, or JSON, which is YAML as well.
import * as z from 'zod';
import type { Detection } from '../domain/detection/detection.ts';
import { nearestWord } from '../domain/nearest-word.ts';
import type { Expected } from '../domain/replay/hide-expected.ts';
import { refuseSilence } from '../domain/suppression/suppression-refusal.ts';
import { checkTemplate } from './check-template.ts';
import { type Problem, problemsError } from './problem.ts';
import { readYaml, type YamlFile } from './read-yaml.ts';

const text = z.string().trim().min(1).max(500);
const several = z.array(text).max(1_000).exactOptional();

const entry = z.strictObject({
  id: text.exactOptional().describe('a name to tell it by, a text'),
  detection: text.describe("a detection's id"),
  actor: text.exactOptional().describe("an actor's key as --jsonl tells it; everybody when left out"),
  account: text.exactOptional().describe("an account's id, in quotes"),
  network: text.exactOptional().describe('a CIDR block, or the name of a service, that it is limited to'),
  action: text.exactOptional().describe('a call that it is limited to: iam.amazonaws.com:CreateUser'),
  networks: several.describe(
    'networks that the actor is known to call from (AS64500): another breaks through',
  ),
  countries: several.describe('countries that the actor is known to call from (NL): another breaks through'),
});
const schema = z.array(entry).max(1_000).describe('a list of entries, each with detection and actor');

type Entry = z.output<typeof entry>;
type Rules = readonly Pick<Detection, 'id' | 'severity'>[];

/** Later than any replay. */
const NEVER = new Date(8.64e15);

/**
 * @param detections - of which one has to have the id
 * @throws TrailbotError `input_unreadable` with the first mistake
 */
export function parseExpected(fileName: string, content: string, detections: Rules): readonly Expected[] {
  const yaml = readYaml(fileName, content);
  if (yaml.problems.length === 0 && !Array.isArray(yaml.value))
    throw problemsError('input_unreadable', [noList(fileName)]);
  const checked = checkTemplate(schema, yaml);
  if ('problems' in checked) throw problemsError('input_unreadable', checked.problems.slice(0, 1));
  return checked.value.map((one, index) => {
    const problem = problemIn(one, index, yaml, detections);
    if (problem) throw problemsError('input_unreadable', [problem]);
    return expectedOf(one, one.id ?? `entry-${index + 1}`);
  });
}

function noList(file: string): Problem {
  const remedy = 'Write a list: each entry begins with "- detection:" and the id of one.';
  return { file, key: '', line: undefined, wrong: 'it is no list.', remedy };
}

function expectedOf(
  { detection, actor, account, network, action, networks, countries }: Entry,
  id: string,
): Expected {
  return {
    suppression: {
      id,
      detectionId: detection,
      ...(actor !== undefined && { actorKey: actor }),
      ...(account !== undefined && { accountId: account }),
      ...(network !== undefined && { network }),
      ...(action !== undefined && { action }),
      knownNetworks: networks ?? [],
      knownCountries: countries ?? [],
      ownerId: '',
      reason: '',
      createdAt: new Date(0),
      expiresAt: NEVER,
      hidden: 0,
    },
    fromAnywhere: networks === undefined && countries === undefined,
  };
}

/** What the bot would not have made of it either. */
function problemIn(
  { detection, actor, account, network, action }: Entry,
  index: number,
  { file, lineOf }: YamlFile,
  detections: Rules,
): Problem | undefined {
  const problem = (key: string, wrong: string, remedy: string): Problem => {
    return { file, key: `[${index}].${key}`, line: lineOf([index, key]), wrong, remedy };
  };
  const narrowed = [account, network, action].some((scope) => scope !== undefined);
  if (actor === undefined && narrowed)
    return problem('actor', 'is missing.', 'Without an actor it is a mute, and a mute has no other limits.');
  const found = detections.find(({ id }) => id === detection);
  if (!found) {
    const ids = detections.map(({ id }) => id);
    const nearest = nearestWord(detection, ids);
    const remedy = nearest
      ? `Did you mean ${nearest}?`
      : '`npm run catalog` prints the ids of all detections.';
    return problem('detection', 'is no detection.', remedy);
  }
  const refusal = found && refuseSilence(found.id, found.severity, 'a replay');
  return refusal && problem('detection', refusal.reason, refusal.hint);
}
