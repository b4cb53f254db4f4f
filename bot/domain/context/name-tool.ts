// Names the client behind a user agent. The caller writes the user agent, so this is what the client claims to be.
import bowser from 'bowser';
import { cutText } from '../cut-text.ts';
import type { Tool } from './context.ts';
import { KNOWN_TOOLS, SERVICE_NAMES } from './tool-table.ts';

/** Nothing that tells clients apart comes later; cut before any expression runs over it. */
const LONGEST_READ = 600;
const LONGEST_SHOWN = 60;

const CONSOLE =
  /^\[?(console\.|signin\.)[a-z0-9.-]{0,60}amazonaws\.com|^\[?(AWS[\w ]{0,30}Console|[\w-]{1,30}Console(Backend)?\b)/i;
const SERVICE = /^\[?([a-z0-9-]{1,63})(?:\.[a-z0-9-]{1,63}){0,3}\.(?:amazonaws\.com|aws\.internal)\b/i;
const AWS_ITSELF = /^\[?(aws[ -]internal|coral\/)|, ?aws-internal\//i;
const BROWSER = /^\[?(mozilla|opera)\//i;

const PENTEST_SYSTEMS = /\b(kali|parrot|pentoo|blackarch)/i;
const SYSTEMS: readonly (readonly [RegExp, string])[] = [
  [/\b(?:darwin|macos|mac os x)\b/i, 'macOS'],
  [/\bwindows\b/i, 'Windows'],
  [/\blinux\b/i, 'Linux'],
];
const EXECUTION: readonly (readonly [RegExp, string])[] = [
  [/exec-env\/CloudShell/i, 'CloudShell'],
  [/exec-env\/AWS_Lambda/i, 'Lambda'],
  [/exec-env\/AWS_ECS/i, 'ECS'],
];

/** Quick on text of any length. An empty user agent is a tool too: it says that the client hides itself. */
export function nameTool(userAgent: string): Tool {
  const text = userAgent.slice(0, LONGEST_READ).trim();
  if (text === '' || text === '-') return { family: 'none', words: 'no user agent' };
  if (CONSOLE.test(text)) return { family: 'console', words: 'AWS Console' };
  return nameService(text) ?? nameKnown(text) ?? nameAwsItself(text) ?? nameBrowser(text) ?? nameOther(text);
}

function nameService(text: string): Tool | undefined {
  const prefix = SERVICE.exec(text)?.[1]?.toLowerCase();
  if (prefix === undefined) return undefined;
  return { family: `service-${prefix}`, words: SERVICE_NAMES.get(prefix) ?? `the AWS service ${prefix}` };
}

function nameKnown(text: string): Tool | undefined {
  if (AWS_ITSELF.test(text)) return undefined;
  for (const { pattern, family, name } of KNOWN_TOOLS) {
    const found = pattern.exec(text);
    if (found === null) continue;
    const words = [name, found[1]].filter(Boolean).join(' ');
    const pentest = PENTEST_SYSTEMS.exec(text)?.[1]?.toLowerCase();
    if (pentest !== undefined)
      return { family: `${pentest}-linux`, words: `${words} on ${nameSystem(text)}` };
    return { family, words: `${words}${namePlace(text, family)}` };
  }
  return undefined;
}

function nameAwsItself(text: string): Tool | undefined {
  return AWS_ITSELF.test(text) ? { family: 'aws-internal', words: 'AWS itself (AWS Internal)' } : undefined;
}

/** Browsers are told apart by name and system, not by version: a session moved to another machine shows. */
function nameBrowser(text: string): Tool | undefined {
  if (!BROWSER.test(text)) return undefined;
  const { browser, os } = bowser.parse(text);
  const [name, system] = [cutText(browser.name ?? '', 30), cutText(os.name ?? '', 30)];
  const words = [name, system].filter(Boolean).join(' on ');
  const family = ['browser', name, system].filter(Boolean).join('-').toLowerCase().replaceAll(' ', '-');
  return { family, words: words === '' ? 'a browser' : `a browser (${words})` };
}

function nameOther(text: string): Tool {
  const [token = text] = text.split(/\s/, 1);
  return { family: 'other', words: cutText(token, LONGEST_SHOWN) };
}

function nameSystem(text: string): string | undefined {
  const pentest = PENTEST_SYSTEMS.exec(text)?.[1];
  if (pentest !== undefined) {
    return `${pentest.charAt(0).toUpperCase()}${pentest.slice(1).toLowerCase()} Linux (made for attacks)`;
  }
  return SYSTEMS.find(([pattern]) => pattern.test(text))?.[1];
}

/** Where it runs, for the clients of which that says something: a deploy tool's own system is noise. */
function namePlace(text: string, family: string): string {
  const runtime = EXECUTION.find(([pattern]) => pattern.test(text))?.[1];
  if (runtime !== undefined) return ` in ${runtime}`;
  const system = ['aws-cli', 'boto3', 'botocore', 'powershell'].includes(family)
    ? nameSystem(text)
    : undefined;
  return system === undefined ? '' : ` on ${system}`;
}
