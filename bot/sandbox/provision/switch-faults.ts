// Breaks the account on purpose and mends it again, by the calls that somebody who breaks it would make.
import type { Catalog } from '../../catalog/load-catalog.ts';
import { ALERT_TOPIC } from '../../domain/naming.ts';
import { ACCOUNT_ID } from '../aws/account.ts';
import type { CloudTrail } from '../aws/cloudtrail/cloudtrail.ts';
import type { Faults } from '../aws/faults.ts';
import { AGENT, iamUser, isoSeconds } from '../scenarios/callers.ts';
import { call } from '../scenarios/records.ts';
import { alertingFaults } from './faults-of-alerting.ts';
import { archiveFaults } from './faults-of-archive.ts';
import { trailFaults } from './faults-of-trail.ts';
import { createProvisionClients, type ProvisionClients } from './provision-clients.ts';

/** One thing that can be wrong, until it is mended. */
export interface SwitchableFault {
  readonly id: string;
  /** As it reads on the page's switch. */
  readonly title: string;
  on(): Promise<void>;
  off(): Promise<void>;
}

/** What faults are made with. */
export interface FaultTools {
  readonly clients: ProvisionClients;
  readonly catalog: Catalog;
  readonly region: string;
  readonly topicArn: string;
  readonly trail: Pick<CloudTrail, 'deliver' | 'interruptLogs'>;
  readonly faults: Pick<Faults, 'add'>;
  /** Has CloudTrail record that somebody called, for example `logs:DeleteMetricFilter`. */
  readonly tell: (what: `${string}:${string}`, request: Readonly<Record<string, unknown>>) => void;
}

export interface FaultSwitches {
  /** In the order of the way from CloudTrail to the bot. */
  list(): readonly { readonly id: string; readonly title: string; readonly isOn: boolean }[];
  /** Does nothing when it is so already. @throws Error when there is no such fault */
  set(id: string, on: boolean): Promise<void>;
  close(): void;
}

export interface FaultSwitchOptions extends Pick<FaultTools, 'catalog' | 'region' | 'trail' | 'faults'> {
  readonly endpoint: string;
}

/** The person who breaks things, so that the detections have somebody to name. */
const CULPRIT = {
  userIdentity: iamUser('mallory', 'AKIAIOSFODNN7EXAMPLE'),
  sourceIPAddress: '198.51.100.77',
  userAgent: AGENT.cliOnKali,
};

export function createFaultSwitches({ endpoint, ...given }: FaultSwitchOptions): FaultSwitches {
  const clients = createProvisionClients(endpoint, given.region);
  const tools: FaultTools = {
    ...given,
    clients,
    topicArn:
      given.catalog.settings.deployment.existing.topicArn ??
      `arn:aws:sns:${given.region}:${ACCOUNT_ID}:${ALERT_TOPIC}`,
    tell(what, request) {
      const stamp = {
        eventTime: isoSeconds(new Date()),
        requestID: crypto.randomUUID(),
        eventID: crypto.randomUUID(),
      };
      // Not waited for: at AWS's own pace it arrives minutes later.
      void given.trail.deliver([call(CULPRIT, what, { region: given.region, request })(stamp)]);
    },
  };
  const all = [...trailFaults(tools), ...archiveFaults(tools), ...alertingFaults(tools)];
  const on = new Set<string>();
  return {
    list: () => all.map(({ id, title }) => ({ id, title, isOn: on.has(id) })),
    async set(id, wanted) {
      const fault = all.find((it) => it.id === id);
      if (fault === undefined) throw new Error(`There is no fault ${JSON.stringify(id)}.`);
      if (on.has(id) === wanted) return;
      await (wanted ? fault.on() : fault.off());
      if (wanted) on.add(id);
      else on.delete(id);
    },
    close() {
      for (const client of Object.values(clients)) client.destroy();
    },
  };
}
