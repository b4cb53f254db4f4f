// All that can be pressed, chosen and submitted about an incident.
import type { App } from '@slack/bolt';
import type { IngressDeps } from '../ingress-deps.ts';
import { registerAssignForm } from '../views/assign-incident.ts';
import { registerResolveForm } from '../views/resolve-incident.ts';
import { registerAskMenu } from './ask-about-incident.ts';
import { registerMoreMenu } from './choose-more.ts';
import { registerIncidentButtons } from './press-incident-button.ts';

export function registerIncidentActions(app: App, deps: IngressDeps): void {
  registerIncidentButtons(app, deps);
  registerAskMenu(app, deps);
  registerMoreMenu(app, deps);
  registerResolveForm(app, deps);
  registerAssignForm(app, deps);
}
