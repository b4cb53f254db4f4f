// Finds the country and the network of a public address in databases on this machine: no address leaves it.
import { isIPv4 } from 'node:net';
import { fileURLToPath } from 'node:url';
import ipaddr from 'ipaddr.js';
import type { Source } from '../domain/context/context.ts';
import { cutText } from '../domain/cut-text.ts';
import type { Geo } from '../ports/aws.ts';
import type { Log } from '../ports/run.ts';
import { readCountries } from './country-reader.ts';
import { openNetworks } from './network-table.ts';

/** Where they are installed. A function's bundle has them beside it: whoever bundles finds them by these very words. */
const INSTALLED = {
  countries: () =>
    import.meta.resolve('@ip-location-db/geo-whois-asn-country-mmdb/geo-whois-asn-country.mmdb'),
  ipv4: () => import.meta.resolve('@ip-location-db/asn/asn-ipv4.csv'),
  ipv6: () => import.meta.resolve('@ip-location-db/asn/asn-ipv6.csv'),
};
const COUNTRY_CODE = /^[A-Z]{2}$/;
const LONGEST_NAME = 100;

export interface GeoOptions {
  /** MaxMind database of countries; the one that is installed when left out. */
  readonly countries?: string;
  /** CSV files of networks, see network-table.ts; those that are installed when left out. */
  readonly networks?: { readonly ipv4: string; readonly ipv6: string };
  /** Where a database that cannot be read is warned about. */
  readonly log?: Pick<Log, 'warn'>;
}

/**
 * Each file is opened when it is first needed, once. A file that cannot be read costs the alert its country or
 * network and nothing else: it is warned about once, and then left alone.
 */
export function createGeo({ countries, networks, log }: GeoOptions = {}): Geo {
  const findCountry = lazily(
    () => readCountries(countries ?? fileURLToPath(INSTALLED.countries())),
    'countries',
    log,
  );
  const findNetwork = {
    ipv4: lazily(() => openNetworks(networks?.ipv4 ?? fileURLToPath(INSTALLED.ipv4())), 'IPv4 networks', log),
    ipv6: lazily(() => openNetworks(networks?.ipv6 ?? fileURLToPath(INSTALLED.ipv6())), 'IPv6 networks', log),
  };
  let countryNames: Intl.DisplayNames | undefined;
  const nameOf = (code: string) => {
    // Costs a start 20 ms, and most runs see no new address.
    countryNames ??= new Intl.DisplayNames(['en'], { type: 'region' });
    return countryNames.of(code) ?? code;
  };

  return {
    locate(source: Source): Source {
      if (source.kind !== 'public' || !ipaddr.isValid(source.address)) return source;
      const address = plainAddress(source.address);
      const code = findCountry(address) ?? '';
      const network = findNetwork[isIPv4(address) ? 'ipv4' : 'ipv6'](address);
      return {
        ...source,
        ...(COUNTRY_CODE.test(code) ? { country: { code, name: nameOf(code) } } : {}),
        ...(network ? { network: { asn: network.asn, name: cutText(network.name, LONGEST_NAME) } } : {}),
      };
    },
  };
}

/** Without a zone, and as the IPv4 address that an IPv4-mapped one is. */
function plainAddress(text: string): string {
  const [address = ''] = text.split('%', 1);
  return ipaddr.process(address).toString();
}

/** `open` on the first call; after a failure, of opening or of finding, every call finds nothing. */
function lazily<T>(
  open: () => (address: string) => T | undefined,
  what: string,
  log: Pick<Log, 'warn'> | undefined,
): (address: string) => T | undefined {
  let find: ((address: string) => T | undefined) | undefined;
  return (address) => {
    try {
      find ??= open();
      return find(address);
    } catch (error) {
      log?.warn(`The database of ${what} cannot be read; sources are shown without it.`, {
        error: String(error),
      });
      find = () => undefined;
      return undefined;
    }
  };
}
