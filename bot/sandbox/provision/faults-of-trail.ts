// Faults of CloudTrail and of its way into CloudWatch Logs.
import {
  PutEventSelectorsCommand,
  StartLoggingCommand,
  StopLoggingCommand,
} from '@aws-sdk/client-cloudtrail';
import { DeleteRetentionPolicyCommand, PutRetentionPolicyCommand } from '@aws-sdk/client-cloudwatch-logs';
import { RETENTION_DAYS } from './provision-log-group.ts';
import type { FaultTools, SwitchableFault } from './switch-faults.ts';

/** Later than any delivery that is still in time. */
const LATE_MS = 45 * 60_000;

export function trailFaults({
  clients,
  catalog,
  trail,
  faults,
  tell,
}: FaultTools): readonly SwitchableFault[] {
  const { name, logGroup: logGroupName } = catalog.settings.trail;
  const select = (ReadWriteType: 'All' | 'ReadOnly') =>
    clients.cloudTrail.send(
      new PutEventSelectorsCommand({
        TrailName: name,
        EventSelectors: [{ ReadWriteType, IncludeManagementEvents: true }],
      }),
    );
  let allow: (() => void) | undefined;
  const interruptions = new Map<string, { readonly since: Date; readonly error?: string }>();
  const interrupt = (id: string, title: string, error?: string): SwitchableFault => ({
    id,
    title,
    async on() {
      interruptions.set(id, { since: new Date(Date.now() - LATE_MS), ...(error && { error }) });
      trail.interruptLogs([...interruptions.values()].at(-1));
    },
    async off() {
      interruptions.delete(id);
      trail.interruptLogs([...interruptions.values()].at(-1));
    },
  });
  return [
    {
      id: 'logging-stopped',
      title: 'Logging stopped',
      async on() {
        tell('cloudtrail:StopLogging', { name });
        await clients.cloudTrail.send(new StopLoggingCommand({ Name: name }));
      },
      async off() {
        await clients.cloudTrail.send(new StartLoggingCommand({ Name: name }));
      },
    },
    {
      id: 'selectors-narrowed',
      title: 'Only reads recorded',
      async on() {
        const eventSelectors = [{ readWriteType: 'ReadOnly', includeManagementEvents: true }];
        tell('cloudtrail:PutEventSelectors', { trailName: name, eventSelectors });
        await select('ReadOnly');
      },
      async off() {
        await select('All');
      },
    },
    interrupt('logs-late', 'CloudWatch delivery late'),
    interrupt(
      'logs-refused',
      'CloudWatch delivery refused',
      'AccessDenied: the role CloudTrail_CloudWatchLogs_Role may not write to the log group',
    ),
    {
      id: 'retention-removed',
      title: 'Retention removed',
      async on() {
        tell('logs:DeleteRetentionPolicy', { logGroupName });
        await clients.logs.send(new DeleteRetentionPolicyCommand({ logGroupName }));
      },
      async off() {
        const retentionInDays = RETENTION_DAYS;
        await clients.logs.send(new PutRetentionPolicyCommand({ logGroupName, retentionInDays }));
      },
    },
    {
      id: 'cloudtrail-denied',
      title: 'Bot may not read CloudTrail',
      async on() {
        allow = faults.add({
          service: 'cloudtrail',
          code: 'AccessDeniedException',
          message: 'User is not authorized to perform this action',
          times: Number.POSITIVE_INFINITY,
        });
      },
      off: async () => allow?.(),
    },
  ];
}
