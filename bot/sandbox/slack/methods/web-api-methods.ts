// The Web API as one table: every method the sandbox answers.

import type { World } from '../world.ts';
import { createChatMethods } from './chat-methods.ts';
import { createConversationMethods } from './conversation-methods.ts';
import { createFileMethods } from './file-methods.ts';
import type { MethodArguments } from './method-arguments.ts';
import { createUserMethods } from './user-methods.ts';
import { createViewMethods } from './view-methods.ts';

/** What it returns is the answer without `ok`. It refuses by throwing a SlackFault. */
export type Method = (args: MethodArguments) => Readonly<Record<string, unknown>>;
export type Methods = Readonly<Record<string, Method>>;

export function createMethods(world: World): ReadonlyMap<string, Method> {
  return new Map(
    Object.entries({
      ...createChatMethods(world),
      ...createConversationMethods(world),
      ...createUserMethods(world),
      ...createViewMethods(world),
      ...createFileMethods(world),
    }),
  );
}
