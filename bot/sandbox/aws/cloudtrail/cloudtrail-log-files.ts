// Packs records into log files as CloudTrail puts them into S3: one a Region and delivery, compressed, under its key.
import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import type { JsonObject } from '../../../domain/event/trail-event.ts';

export interface LogFile {
  readonly key: string;
  /** Compressed. */
  readonly content: Buffer;
}

interface Delivery {
  readonly accountId: string;
  readonly prefix: string | undefined;
  readonly regionOf: (record: JsonObject) => string;
  readonly now: Date;
}

/** The key is `[prefix/]AWSLogs/<account>/CloudTrail/<region>/<Y>/<M>/<D>/<account>_CloudTrail_<region>_<time>_<unique>.json.gz`. */
export function planLogFiles(
  records: readonly JsonObject[],
  { accountId, prefix, regionOf, now }: Delivery,
): readonly LogFile[] {
  const iso = now.toISOString();
  const day = iso.slice(0, 10).replaceAll('-', '/');
  const minute = `${iso.slice(0, 16).replaceAll(/[-:]/g, '')}Z`;
  return [...Map.groupBy(records, regionOf)].map(([region, own]) => {
    const text = JSON.stringify({ Records: own });
    const unique = createHash('sha256').update(iso).update(text).digest('base64url').replaceAll(/[_-]/g, 'x');
    const folder = `${prefix === undefined ? '' : `${prefix}/`}AWSLogs/${accountId}/CloudTrail/${region}/${day}`;
    const key = `${folder}/${accountId}_CloudTrail_${region}_${minute}_${unique.slice(0, 16)}.json.gz`;
    return { key, content: gzipSync(text) };
  });
}
