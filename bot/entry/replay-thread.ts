// A thread of a replay that reads from AWS as well as files. It loads each part of the SDK when the first name asks for it.
import { parentPort, workerData } from 'node:worker_threads';
import { type LogSlice, parseSliceName } from '../aws/replay/log-slice.ts';
import { isInS3 } from '../aws/replay/s3-place.ts';
import { type Content, openContent, openLines, openPieces, type Pieces } from '../replay/open-content.ts';
import { serve, type WorkerStart } from '../replay/serve.ts';
import type { ThreadAccess } from './replay-sources.ts';

const start = workerData as WorkerStart & ThreadAccess;
if (parentPort !== null) serve(parentPort, start, createOpener(start));

function createOpener({ s3, logs }: ThreadAccess) {
  const objects = once(async () => {
    const [{ createBucketClients }, { fetchObject }] = await Promise.all([
      import('../aws/replay/bucket-clients.ts'),
      import('../aws/replay/fetch-object.ts'),
    ]);
    const clients = createBucketClients(s3);
    return (name: string): Promise<Pieces> => fetchObject(name, clients);
  });
  const groups = once(async () => (await import('../aws/replay/log-group.ts')).createLogGroups(logs));
  // Fetched ahead, unzipped not before its turn: zipped it is small.
  const pieces = new Map<string, Promise<Pieces>>();
  const contents = new Map<string, Promise<Content>>();

  async function fetch(name: string): Promise<Pieces> {
    return (await objects())(name);
  }
  async function openSlice(slice: LogSlice): Promise<Content> {
    return openLines((await groups()).read(slice));
  }

  return {
    expect(name: string) {
      const slice = parseSliceName(name);
      if (isInS3(name)) keep(pieces, name, fetch(name));
      else if (slice !== undefined) keep(contents, name, openSlice(slice));
    },
    open(name: string): Promise<Content> {
      const slice = parseSliceName(name);
      if (isInS3(name)) return openPieces(() => take(pieces, name) ?? fetch(name));
      return slice === undefined ? openContent(name) : (take(contents, name) ?? openSlice(slice));
    },
  };
}

/** It is told that it failed when it is its turn. */
function keep<T>(all: Map<string, Promise<T>>, name: string, one: Promise<T>): void {
  one.catch(() => undefined);
  all.set(name, one);
}

function take<T>(all: Map<string, T>, name: string): T | undefined {
  const one = all.get(name);
  all.delete(name);
  return one;
}

function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => {
    made ??= make();
    return made;
  };
}
