// What the job flow works with, beside what the alert flow has; the entries fill it in.
import type { Insights, Principals, Prober, TrailHealth } from '../ports/aws.ts';
import type { Charts, Places, Views } from '../ports/slack.ts';
import type { Clicks } from '../ports/store.ts';
import type { AlarmDeps } from './alert-deps.ts';

export interface JobDeps extends AlarmDeps {
  readonly principals: Principals;
  readonly insights: Insights;
  readonly views: Views;
  readonly places: Places;
  readonly clicks: Clicks;
  readonly charts: Charts;
  readonly health: TrailHealth;
  readonly prober: Prober;
}
