// Writes an archive as CloudTrail lays it out in S3, the same one on every run: folders by Region and day, gzip within.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { ACCOUNT } from '../support/records.ts';
import { generateRecords } from './generate-records.ts';

/** A busy account's: CloudTrail writes a file each five minutes, and not beyond a few MB unzipped. */
const RECORDS_A_FILE = 1_000;
const REGIONS = ['eu-west-1', 'us-east-1', 'us-east-1', 'us-east-1'];
const FILES_A_DAY = 40;
/** Records are made by so many: all at once would need more memory than what is measured. */
const BATCH = 50_000;

/** @returns how many bytes the records have unzipped. Ids in them are random, so that they shrink as real ones do. */
export function generateArchive(folder: string, count: number): number {
  let bytes = 0;
  let files = 0;
  for (let done = 0; done < count; done += BATCH) {
    const records = generateRecords(Math.min(BATCH, count - done), done);
    for (let at = 0; at < records.length; at += RECORDS_A_FILE) {
      const text = `{"Records":[${records.slice(at, at + RECORDS_A_FILE).join(',')}]}`;
      const zipped = gzipSync(text);
      const { path, name } = placeOf(files);
      mkdirSync(join(folder, path), { recursive: true });
      writeFileSync(join(folder, path, name), zipped);
      bytes += text.length;
      files += 1;
    }
  }
  return bytes;
}

function placeOf(file: number) {
  const region = REGIONS[file % REGIONS.length] ?? '';
  const day = String(1 + Math.floor(file / FILES_A_DAY)).padStart(2, '0');
  const minute = String(file % FILES_A_DAY).padStart(4, '0');
  const path = join('AWSLogs', ACCOUNT, 'CloudTrail', region, '2026', '11', day);
  return {
    path,
    name: `${ACCOUNT}_CloudTrail_${region}_202611${day}T${minute}Z_${String(file).padStart(16, 'x')}.json.gz`,
  };
}
