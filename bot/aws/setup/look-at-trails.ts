// Lists the trails that record in a Region, with what each records.
import {
  CloudTrailClient,
  DescribeTrailsCommand,
  GetEventSelectorsCommand,
} from '@aws-sdk/client-cloudtrail';
import { TrailbotError } from '../../domain/errors.ts';
import type { EventSelectors } from '../../domain/health/judge-selectors.ts';
import type { Reading } from '../../domain/health/reading.ts';
import { parseArn } from '../../domain/parse-arn.ts';
import type { AccountLook } from '../../ports/setup.ts';
import type { ClientOptions } from '../clients.ts';
import { callAsCaller } from './call-as-caller.ts';

export function createTrailsLook(options: ClientOptions): Pick<AccountLook, 'trails'> {
  const client = new CloudTrailClient(options);

  /** A trail of the organization can be asked about by its own account only. */
  async function readSelectors(region: string, TrailName: string): Promise<Reading<EventSelectors>> {
    const home = region === options.region ? client : new CloudTrailClient({ ...options, region });
    try {
      const command = new GetEventSelectorsCommand({ TrailName });
      return { value: await callAsCaller('cloudtrail:GetEventSelectors', () => home.send(command)) };
    } catch (error) {
      if (!(error instanceof TrailbotError)) throw error;
      return { because: error.message, remedy: error.hint };
    }
  }

  return {
    async trails() {
      const { trailList = [] } = await callAsCaller('cloudtrail:DescribeTrails', () =>
        client.send(new DescribeTrailsCommand({})),
      );
      return Promise.all(
        trailList.map(async (description) => {
          const {
            Name: name = '',
            TrailARN: arn = '',
            HomeRegion: homeRegion = options.region,
          } = description;
          const { accountId = '' } = parseArn(arn) ?? {};
          return {
            name,
            arn,
            accountId,
            homeRegion,
            description,
            selectors: await readSelectors(homeRegion, arn),
          };
        }),
      );
    },
  };
}
