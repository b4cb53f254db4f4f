// Reads what somebody typed after `/trail`, with a thumb and half asleep.
import { LONGEST_WHOM } from '../containment/contain-dialog.ts';
import type { Work } from '../job.ts';
import { cleanCommandText } from './clean-command-text.ts';
import type { Command, Problem, Vocabulary } from './command.ts';
import { COMMAND_FORMS, COMMAND_NAMES, type CommandName, commandNamed } from './commands.ts';
import { DURATION_FORM, parseDuration } from './parse-duration.ts';
import { parseQueryCommand } from './parse-query-command.ts';
import { type Line, replaceWord, splitWords, type Word } from './split-words.ts';
import { unknownWord } from './unknown-word.ts';

/** A button's value holds as much, and no command needs it. */
export const LONGEST_COMMAND = 2_000;
const LONGEST_ID = 200;
/** Command, detection, parameter: more slips in one line are not guessed at. */
const CORRECTIONS = 3;

/** Never throws; what it cannot make sense of is a problem that says so. Work is within the limits of a job. */
export function parseCommand(text: string, vocabulary: Vocabulary): Command {
  if (text.length > 2 * LONGEST_COMMAND) return tooLong();
  const cleaned = cleanCommandText(text).replace(/^\/trail( |$)/i, '');
  return cleaned.length > LONGEST_COMMAND ? tooLong() : parseCleaned(cleaned, vocabulary, CORRECTIONS);
}

/** A suggestion is offered only if it would run: else what is wrong with it too is said at once. */
function parseCleaned(text: string, vocabulary: Vocabulary, corrections: number): Command {
  const command = parseLine(text, vocabulary);
  if (command.kind !== 'problem' || command.suggestion === undefined) return command;
  const { problem, suggestion } = command;
  if (corrections === 0 || suggestion.length > LONGEST_COMMAND) return { kind: 'problem', problem };
  const corrected = parseCleaned(suggestion, vocabulary, corrections - 1);
  if (corrected.kind !== 'problem') return command;
  if (corrected.suggestion !== undefined) return { ...command, suggestion: corrected.suggestion };
  return { kind: 'problem', problem: `${problem} If you meant “${suggestion}”: ${corrected.problem}` };
}

function parseLine(text: string, vocabulary: Vocabulary): Command {
  const [name, ...words] = splitWords(text);
  if (name === undefined) return { kind: 'help' };
  const command = commandNamed(name.text);
  if (command !== undefined) return PARSERS[command]({ text, words }, vocabulary);
  return unknownWord({
    what: 'command',
    word: name.text,
    known: COMMAND_NAMES,
    see: 'Type /trail help to see those that are there.',
    instead: (known) => replaceWord(text, name, known),
  });
}

type Parser = (line: Line, vocabulary: Vocabulary) => Command;

const PARSERS: { readonly [name in CommandName]: Parser } = {
  status: () => work({ kind: 'status' }),
  mutes: () => work({ kind: 'mutes' }),
  review: () => work({ kind: 'review' }),
  test: parseTest,
  alerts: parseAlerts,
  query: parseQueryCommand,
  who: parseWho,
  contain: parseContain,
  contained: parseContained,
  release: parseContained,
  mute: parseMute,
  unmute: parseUnmute,
  help: parseHelp,
};

function parseTest(line: Line, vocabulary: Vocabulary): Command {
  const [word] = line.words;
  if (word === undefined) return work({ kind: 'test' });
  const detectionId = findDetection(word, line, vocabulary);
  return typeof detectionId === 'string' ? work({ kind: 'test', detectionId }) : detectionId;
}

const WHICH = ['open', 'mine', '24h'] as const;

function parseAlerts({ text, words: [word] }: Line): Command {
  const which = word === undefined ? 'open' : WHICH.find((one) => one === word.text.toLowerCase());
  if (which !== undefined) return work({ kind: 'alerts', which });
  return unknownWord({
    what: 'list of alerts',
    word: word?.text ?? '',
    known: WHICH,
    see: 'There are open, mine and 24h.',
    instead: (known) => (word ? replaceWord(text, word, known) : text),
  });
}

function parseWho(line: Line): Command {
  const what = wholeName(line);
  return what === '' ? { kind: 'help', topic: 'who' } : work({ kind: 'who', what });
}

function parseContain(line: Line): Command {
  const whom = wholeName(line);
  if (whom === '') return { kind: 'help', topic: 'contain' };
  if (whom.length <= LONGEST_WHOM) return { kind: 'ask-contain', whom };
  return { kind: 'problem', problem: 'That is too long for the name or ARN of an IAM user or role.' };
}

/** A release is asked for in the list of who is contained: so nobody releases whom they did not mean. */
function parseContained(line: Line): Command {
  return work({ kind: 'contained', whom: wholeName(line) });
}

function wholeName({ words }: Line): string {
  return words
    .map((word) => word.text)
    .join(' ')
    .replace(/^@/, '')
    .trim();
}

function parseMute(line: Line, vocabulary: Vocabulary): Command {
  const [detection, duration] = line.words;
  if (detection === undefined) return { kind: 'help', topic: 'mute' };
  const detectionId = findDetection(detection, line, vocabulary);
  if (typeof detectionId !== 'string') return detectionId;
  const minutes = parseDuration(duration?.text ?? '');
  if (duration === undefined || minutes === undefined) {
    return { kind: 'problem', problem: `Say for how long: ${DURATION_FORM}. ${forExample('mute')}` };
  }
  const reason = reasonAfter(duration, line);
  return reason === ''
    ? { kind: 'problem', problem: `Say why, so that others understand it later. ${forExample('mute')}` }
    : work({ kind: 'mute', detectionId, minutes, reason });
}

/** As typed; quotes around all of it are not part of it. */
function reasonAfter(duration: Word, { text, words }: Line): string {
  const [only, ...more] = words.slice(2);
  return only !== undefined && more.length === 0 ? only.text.trim() : text.slice(duration.to).trim();
}

function parseUnmute({ words: [word] }: Line): Command {
  if (word === undefined) return { kind: 'help', topic: 'unmute' };
  if (word.text !== '' && word.text.length <= LONGEST_ID) {
    return work({ kind: 'unmute', suppressionId: word.text });
  }
  return { kind: 'problem', problem: 'That is no mute’s id. Type /trail mutes to see them.' };
}

function parseHelp({ text, words: [word] }: Line): Command {
  if (word === undefined) return { kind: 'help' };
  const topic = commandNamed(word.text);
  if (topic !== undefined) return { kind: 'help', topic };
  return unknownWord({
    what: 'command',
    word: word.text,
    known: COMMAND_NAMES,
    see: 'Type /trail help to see those that are there.',
    instead: (known) => replaceWord(text, word, known),
  });
}

function findDetection(word: Word, { text }: Line, { detections }: Vocabulary): string | Problem {
  const lower = word.text.toLowerCase();
  const found = detections.find(({ id }) => id === lower);
  if (found) return found.id;
  return unknownWord({
    what: 'detection',
    word: word.text,
    known: detections.map(({ id }) => id),
    see: 'It is the name that stands at the end of an alert, for example root-usage.',
    instead: (known) => replaceWord(text, word, known),
  });
}

function work(asked: Work): Command {
  return { kind: 'work', work: asked };
}

function tooLong(): Problem {
  return { kind: 'problem', problem: `A command has at most ${LONGEST_COMMAND} characters.` };
}

function forExample(name: CommandName): string {
  return `For example: /trail ${COMMAND_FORMS[name].example}`;
}
