// Looks addresses up in a MaxMind database of countries.
import { readFileSync } from 'node:fs';
import { Reader, type Response } from 'mmdb-lib';

export type FindCountry = (address: string) => string | undefined;

/** The file is held in memory as it is (8 MB); a lookup follows pointers in it and allocates nothing to speak of. */
export function readCountries(path: string): FindCountry {
  const reader = new Reader<Response>(readFileSync(path));
  return (address) => {
    const found: unknown = reader.get(address);
    if (typeof found !== 'object' || found === null || !('country_code' in found)) return undefined;
    return typeof found.country_code === 'string' ? found.country_code : undefined;
  };
}
