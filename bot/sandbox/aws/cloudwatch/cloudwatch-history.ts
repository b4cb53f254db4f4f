// What happened to alarms: configuration, states, and actions that ran or failed.

import type { Clock } from '../clock.ts';
import type { Alarm, StateValue } from './cloudwatch-alarm.ts';

export const HISTORY_TYPES = ['ConfigurationUpdate', 'StateUpdate', 'Action'] as const;

export interface HistoryItem {
  readonly AlarmName: string;
  readonly AlarmType: 'MetricAlarm';
  readonly Timestamp: Date;
  readonly HistoryItemType: (typeof HISTORY_TYPES)[number];
  readonly HistorySummary: string;
  /** JSON. */
  readonly HistoryData: string;
}

export interface AlarmHistory {
  /** Oldest first; the last 5,000. */
  readonly items: readonly HistoryItem[];
  configured(alarm: Alarm, what: 'created' | 'updated' | 'deleted'): void;
  changed(alarm: Alarm, before: { readonly state: StateValue; readonly reason: string }): void;
  /** @param error - why the action failed; undefined when it did not */
  acted(alarm: Alarm, actionArn: string, error: string | undefined): void;
}

const KEPT_ITEMS = 5_000;

export function createAlarmHistory(clock: Clock): AlarmHistory {
  const items: HistoryItem[] = [];

  function add(alarm: Alarm, type: HistoryItem['HistoryItemType'], summary: string, data: object): void {
    items.push({
      AlarmName: alarm.configuration.name,
      AlarmType: 'MetricAlarm',
      Timestamp: clock.now(),
      HistoryItemType: type,
      HistorySummary: summary,
      HistoryData: JSON.stringify(data),
    });
    if (items.length > KEPT_ITEMS) items.shift();
  }

  return {
    items,
    configured(alarm, what) {
      const type = { created: 'Create', updated: 'Update', deleted: 'Delete' }[what];
      add(alarm, 'ConfigurationUpdate', `Alarm "${alarm.configuration.name}" ${what}`, {
        version: '1.0',
        type,
        alarmName: alarm.configuration.name,
      });
    },
    changed(alarm, before) {
      add(alarm, 'StateUpdate', `Alarm updated from ${before.state} to ${alarm.state}`, {
        version: '1.0',
        oldState: { stateValue: before.state, stateReason: before.reason },
        newState: {
          stateValue: alarm.state,
          stateReason: alarm.reason,
          ...(alarm.reasonData !== undefined && { stateReasonData: JSON.parse(alarm.reasonData) }),
        },
      });
    },
    acted(alarm, actionArn, error) {
      const summary =
        error === undefined
          ? `Successfully executed action ${actionArn}`
          : `Failed to execute action ${actionArn}. Received error: "${error}"`;
      add(alarm, 'Action', summary, {
        actionState: error === undefined ? 'Succeeded' : 'Failed',
        notificationResource: actionArn,
        stateUpdateTimestamp: alarm.stateUpdatedAt.getTime(),
        error: error ?? null,
      });
    },
  };
}
