// views.*: modals and the home tab.

import { SlackFault } from '../slack-fault.ts';
import { isRecord } from '../validate/validate-schema.ts';
import { parseView } from '../validate/validate-view.ts';
import { findUser } from '../workspace.ts';
import type { World } from '../world.ts';
import type { MethodArguments } from './method-arguments.ts';
import type { Methods } from './web-api-methods.ts';

export function createViewMethods(world: World): Methods {
  const view = (args: MethodArguments) => args.json('view', 'invalid_arguments');
  return {
    'views.open': (args) => ({
      view: world.views.open(args.required('trigger_id'), parseView(view(args), 'modal')),
    }),
    'views.push': (args) => ({
      view: world.views.push(args.required('trigger_id'), parseView(view(args), 'modal')),
    }),
    'views.update': (args) => {
      const [viewId, externalId, hash] = ['view_id', 'external_id', 'hash'].map((name) => args.string(name));
      if (!viewId && !externalId)
        throw new SlackFault('invalid_arguments', ['missing required field: view_id']);
      const key = { ...(viewId && { viewId }), ...(externalId && { externalId }), ...(hash && { hash }) };
      const given = view(args);
      const type = isRecord(given) && given.type === 'home' ? 'home' : 'modal';
      return { view: world.views.update(key, parseView(given, type)) };
    },
    'views.publish': (args) => {
      const user = args.required('user_id');
      if (!findUser(user)) throw new SlackFault('user_not_found');
      return { view: world.views.publish(user, parseView(view(args), 'home')) };
    },
  };
}
