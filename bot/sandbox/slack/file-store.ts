// Uploaded files, in Slack's three steps: ask for an address, send the bytes, share.
import type { SlackFile } from './message-store.ts';
import { SlackFault } from './slack-fault.ts';

interface StoredFile {
  readonly file: SlackFile;
  readonly content?: Uint8Array;
}

const TYPES: ReadonlyMap<string, string> = new Map([
  ['png', 'image/png'],
  ['jpg', 'image/jpeg'],
  ['gif', 'image/gif'],
  ['csv', 'text/csv'],
  ['json', 'application/json'],
  ['txt', 'text/plain'],
]);

export class FileStore {
  readonly #newId: (prefix: string) => string;
  readonly #files = new Map<string, StoredFile>();

  constructor(newId: (prefix: string) => string) {
    this.#newId = newId;
  }

  /** @returns the file's id. The announced length is checked when the bytes come. */
  announce(name: string, size: number): string {
    const id = this.#newId('F');
    const mimetype = TYPES.get(name.split('.').at(-1)?.toLowerCase() ?? '') ?? 'application/octet-stream';
    this.#files.set(id, { file: { id, name, title: name, mimetype, size } });
    return id;
  }

  /** @returns false when no such upload was announced, or with another length. */
  receive(id: string, content: Uint8Array): boolean {
    const stored = this.#files.get(id);
    if (stored?.file.size !== content.byteLength) return false;
    this.#files.set(id, { ...stored, content });
    return true;
  }

  /** @throws SlackFault `file_not_found` when there is none, or its bytes never came. */
  complete(id: string, title: string | undefined): SlackFile {
    const stored = this.#files.get(id);
    if (stored?.content === undefined) throw new SlackFault('file_not_found');
    const file = { ...stored.file, ...(title && { title }) };
    this.#files.set(id, { ...stored, file });
    return file;
  }

  read(id: string): StoredFile | undefined {
    return this.#files.get(id);
  }
}
