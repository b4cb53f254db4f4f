// Moves alarms from state to state: evaluates them period by period and runs the actions of a change.
import type { Pace } from '../../pace.ts';
import type { Clock } from '../clock.ts';
import type { Alarm, StateValue } from './cloudwatch-alarm.ts';
import { evaluateAlarm, evaluationRange, type Verdict } from './cloudwatch-evaluate.ts';
import type { AlarmHistory } from './cloudwatch-history.ts';
import { type MetricStore, STATISTICS } from './cloudwatch-metrics.ts';
import { offsetTime, renderNotice } from './cloudwatch-notice.ts';

export interface StateOptions {
  readonly clock: Clock;
  readonly pace: Pace;
  readonly metrics: MetricStore;
  readonly history: AlarmHistory;
  /** Publishes to an SNS topic. @throws when that fails */
  readonly notify: (topicArn: string, subject: string, message: string) => void;
}

export interface AlarmStates {
  /** Evaluates the alarm when a period has ended since it was last evaluated. */
  evaluate(alarm: Alarm): void;
  /** SetAlarmState: the state holds for a period, then the alarm goes back to what its metric says. */
  force(alarm: Alarm, to: { state: StateValue; reason: string; reasonData: string | undefined }): void;
}

export function createAlarmStates({ clock, pace, metrics, history, notify }: StateOptions): AlarmStates {
  function move(
    alarm: Alarm,
    to: { state: StateValue; reason: string; reasonData: string | undefined },
  ): void {
    const before = { state: alarm.state, reason: alarm.reason };
    Object.assign(alarm, to, { stateUpdatedAt: clock.now() });
    if (before.state === to.state) return;
    history.changed(alarm, before);
    if (alarm.actionsEnabled) runActions(alarm, before.state);
  }

  function runActions(alarm: Alarm, previous: StateValue): void {
    const { subject, message } = renderNotice(alarm, previous);
    for (const arn of alarm.configuration.actions[alarm.state]) {
      history.acted(alarm, arn, runAction(arn, subject, message));
    }
  }

  /** CloudWatch learns only now that a target is not there; who looks for the reason finds it in the history. */
  function runAction(arn: string, subject: string, message: string): string | undefined {
    if (!/^arn:aws[a-z-]*:sns:/.test(arn)) return 'the sandbox runs SNS actions only';
    try {
      notify(arn, subject, message);
      return undefined;
    } catch (error) {
      return error instanceof Error ? error.message : String(error);
    }
  }

  function reasonData({ configuration }: Alarm, { datapoints }: Verdict): string {
    return JSON.stringify({
      version: '1.0',
      queryDate: offsetTime(clock.now()),
      ...(datapoints.length > 0 && { startDate: offsetTime(datapoints.at(-1)?.at ?? clock.now()) }),
      statistic: configuration.statistic,
      period: configuration.period,
      recentDatapoints: datapoints.map(({ value }) => value),
      threshold: configuration.threshold,
      evaluatedDatapoints: datapoints.map(({ at, value }) => ({ timestamp: offsetTime(at), value })),
    });
  }

  return {
    evaluate(alarm) {
      const { configuration } = alarm;
      const now = clock.now().getTime();
      const length = pace.alarmPeriod(configuration.period);
      const period = Math.floor(now / length) - 1;
      const evaluated = alarm.evaluatedPeriod ?? period;
      alarm.evaluatedPeriod ??= period;
      if (now < alarm.heldUntil || period <= evaluated) return;
      alarm.evaluatedPeriod = period;
      const range = Array.from({ length: evaluationRange(configuration) }, (_, back) => {
        const from = (period - back) * length;
        const aggregate = metrics.aggregate(configuration.metric, from, from + length);
        const value = aggregate === undefined ? undefined : STATISTICS[configuration.statistic](aggregate);
        return { at: new Date(from), value };
      });
      const verdict = evaluateAlarm(configuration, range, alarm.state);
      const { state, reason } = verdict;
      if (state !== alarm.state) move(alarm, { state, reason, reasonData: reasonData(alarm, verdict) });
    },

    force(alarm, to) {
      move(alarm, to);
      alarm.heldUntil = clock.now().getTime() + pace.alarmPeriod(alarm.configuration.period);
    },
  };
}
