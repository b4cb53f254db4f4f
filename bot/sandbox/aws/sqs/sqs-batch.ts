// What the batch operations of SQS share: checking the entries, and one result an entry.
import { AwsFault, type Input } from '../call.ts';
import { structuresOf, textOf } from '../input-members.ts';

const MAX_ENTRIES = 10;

export interface BatchResult {
  readonly Successful: readonly Input[];
  readonly Failed: readonly Input[];
}

/** @throws AwsFault for what makes SQS refuse the batch as a whole. */
export function batchEntries(input: Input, entryType: string): readonly Input[] {
  const entries = structuresOf(input, 'Entries');
  if (entries.length === 0) {
    throw new AwsFault('EmptyBatchRequest', `There should be at least one ${entryType} in the request.`);
  }
  if (entries.length > MAX_ENTRIES) {
    throw new AwsFault(
      'TooManyEntriesInBatchRequest',
      `Maximum number of entries per request are 10. You have sent ${entries.length}.`,
    );
  }
  const ids = new Set<string>();
  for (const entry of entries) {
    const id = textOf(entry, 'Id') ?? '';
    if (!/^[A-Za-z0-9_-]{1,80}$/.test(id)) {
      throw new AwsFault(
        'InvalidBatchEntryId',
        'A batch entry id can only contain alphanumeric characters, hyphens and underscores. It can be at most 80 letters long.',
      );
    }
    if (ids.has(id)) throw new AwsFault('BatchEntryIdsNotDistinct', `Id ${id} repeated.`);
    ids.add(id);
  }
  return entries;
}

/** Runs each entry alone: a fault of one becomes its own failure and does not touch the others. */
export function runBatch(entries: readonly Input[], run: (entry: Input) => Input): BatchResult {
  const Successful: Input[] = [];
  const Failed: Input[] = [];
  for (const entry of entries) {
    try {
      Successful.push({ Id: entry.Id, ...run(entry) });
    } catch (error) {
      if (!(error instanceof AwsFault)) throw error;
      Failed.push({ Id: entry.Id, SenderFault: true, Code: error.code, Message: error.message });
    }
  }
  return { Successful, Failed };
}
