// What a look at the account comes to: sentences to read, and what has to be mended before anything is deployed.
import { TrailbotError } from '../domain/errors.ts';
import type { Reading } from '../domain/health/reading.ts';
import type { FoundStack } from '../ports/setup.ts';

/** Why it would not work, or do harm, and what to do about it. */
export interface Refusal {
  readonly wrong: string;
  readonly remedy: string;
}

export interface Checked {
  /** Sentences: what is good to know, and changes nothing. */
  readonly findings: readonly string[];
  readonly refusals: readonly Refusal[];
}

export const NOTHING_FOUND: Checked = { findings: [], refusals: [] };

export function together(parts: readonly Checked[]): Checked {
  return {
    findings: parts.flatMap(({ findings }) => findings),
    refusals: parts.flatMap(({ refusals }) => refusals),
  };
}

export function told(...findings: readonly string[]): Checked {
  return { findings, refusals: [] };
}

export function refused(wrong: string, remedy: string): Checked {
  return { findings: [], refusals: [{ wrong, remedy }] };
}

/** Of what settings.yml names under `deployment.existing`, by its key there. */
export function notThere(what: string, key: string, region: string): Checked {
  return refused(
    `settings.yml says that there is a ${what}, and there is none in ${region}.`,
    `Take deployment.existing.${key} out of templates/settings.yml, or correct its name or the Region.`,
  );
}

/** Judges what was read; says that it was not when it was not. @param what - begins a sentence */
export function judge<T>(what: string, reading: Reading<T>, judged: (value: T) => Checked): Checked {
  if ('value' in reading) return judged(reading.value);
  return told(`${what} could not be looked at: ${reading.because}`);
}

/** Whether the stack made it: what it has itself is in nobody's way. */
export function isOwn(stack: FoundStack | undefined, type: string, physicalId: string): boolean {
  return (stack?.resources ?? []).some(
    (resource) => resource.type === `AWS::${type}` && resource.physicalId === physicalId,
  );
}

/** @throws TrailbotError `deployment_refused` with all of them at once */
export function refuseAll(refusals: readonly Refusal[]): void {
  const [first, ...others] = refusals;
  if (first === undefined) return;
  const code = 'deployment_refused';
  if (others.length === 0) throw new TrailbotError({ code, message: first.wrong, hint: first.remedy });
  throw new TrailbotError({
    code,
    message: `${refusals.length} things are in the way:\n${refusals.map(({ wrong, remedy }) => `- ${wrong} ${remedy}`).join('\n')}`,
    hint: 'Mend them, then run npm run deploy again. Nothing was deployed.',
  });
}
