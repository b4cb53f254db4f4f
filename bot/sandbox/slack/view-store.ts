// Modals and home tabs: who has which open, and the trigger ids that allow it.
import { createBlockNames } from './name-blocks.ts';
import { SlackFault } from './slack-fault.ts';
import type { ViewDefinition } from './validate/validate-view.ts';
import { APP_ID, BOT_ID, TEAM } from './workspace.ts';

/** Slack forgets a trigger after three seconds. */
const TRIGGER_LIFETIME_MS = 3_000;
const MAX_STACK = 3;

export interface View extends ViewDefinition {
  readonly id: string;
  readonly hash: string;
  readonly root_view_id: string;
  readonly previous_view_id: string | null;
  readonly team_id: string;
  readonly app_id: string;
  readonly bot_id: string;
  readonly state: { readonly values: Readonly<Record<string, Readonly<Record<string, unknown>>>> };
}

/** `view` is what the person sees now; undefined when the last modal closed. */
export type ViewListener = (user: string, surface: 'modal' | 'home', view: View | undefined) => void;

export class ViewStore {
  readonly #clock: () => Date;
  readonly #newId: (prefix: string) => string;
  readonly #triggers = new Map<string, { user: string; until: number; used: boolean }>();
  readonly #stacks = new Map<string, View[]>();
  readonly #homes = new Map<string, View>();
  readonly #listeners = new Set<ViewListener>();
  readonly #name = createBlockNames();

  constructor(clock: () => Date, newId: (prefix: string) => string) {
    this.#clock = clock;
    this.#newId = newId;
  }

  subscribe(listener: ViewListener): void {
    this.#listeners.add(listener);
  }

  issueTrigger(user: string): string {
    const id = `${this.#newId('')}.${this.#newId('')}`;
    this.#triggers.set(id, { user, until: this.#clock().getTime() + TRIGGER_LIFETIME_MS, used: false });
    return id;
  }

  /** @throws SlackFault for a trigger that is unknown, used or more than three seconds old */
  open(triggerId: string, definition: ViewDefinition): View {
    const user = this.#exchange(triggerId);
    const view = this.#create(definition);
    this.#stacks.set(user, [view]);
    this.#tell(user, 'modal', view);
    return view;
  }

  /** @throws SlackFault as `open`, and `push_limit_reached` */
  push(triggerId: string, definition: ViewDefinition): View {
    return this.stack(this.#exchange(triggerId), definition);
  }

  /** Puts a view on top of what `user` has open. @throws SlackFault `push_limit_reached` */
  stack(user: string, definition: ViewDefinition): View {
    const stack = this.#stacks.get(user) ?? [];
    if (stack.length >= MAX_STACK) throw new SlackFault('push_limit_reached');
    const view = this.#create(definition, stack.at(-1), stack[0]);
    this.#stacks.set(user, [...stack, view]);
    this.#tell(user, 'modal', view);
    return view;
  }

  /** @throws SlackFault `not_found`, `hash_conflict` */
  update(key: { viewId?: string; externalId?: string; hash?: string }, definition: ViewDefinition): View {
    for (const [user, stack] of [
      ...this.#stacks,
      ...[...this.#homes].map(([id, view]) => [id, [view]] as const),
    ]) {
      const old = stack.find(
        ({ id, external_id }) => id === key.viewId || (key.externalId && external_id === key.externalId),
      );
      if (old === undefined) continue;
      if (key.hash !== undefined && key.hash !== old.hash) throw new SlackFault('hash_conflict');
      const view: View = {
        ...old,
        ...this.#create(definition),
        id: old.id,
        root_view_id: old.root_view_id,
        previous_view_id: old.previous_view_id,
      };
      if (view.type === 'home') this.#homes.set(user, view);
      else
        this.#stacks.set(
          user,
          stack.map((each) => (each === old ? view : each)),
        );
      this.#tell(user, view.type, view.type === 'home' ? view : this.top(user));
      return view;
    }
    throw new SlackFault('not_found');
  }

  publish(user: string, definition: ViewDefinition): View {
    const view = this.#create(definition);
    this.#homes.set(user, view);
    this.#tell(user, 'home', view);
    return view;
  }

  top(user: string): View | undefined {
    return this.#stacks.get(user)?.at(-1);
  }

  home(user: string): View | undefined {
    return this.#homes.get(user);
  }

  /** Takes the top view away, or with `all` the whole stack. */
  close(user: string, all: boolean): void {
    this.#stacks.set(user, all ? [] : (this.#stacks.get(user) ?? []).slice(0, -1));
    this.#tell(user, 'modal', this.top(user));
  }

  #exchange(triggerId: string): string {
    const trigger = this.#triggers.get(triggerId);
    if (trigger === undefined) throw new SlackFault('invalid_trigger_id');
    if (trigger.used) throw new SlackFault('exchanged_trigger_id');
    if (this.#clock().getTime() > trigger.until) throw new SlackFault('expired_trigger_id');
    trigger.used = true;
    return trigger.user;
  }

  #create(definition: ViewDefinition, previous?: View, root?: View): View {
    const id = this.#newId('V');
    return {
      ...definition,
      blocks: definition.blocks.map(this.#name),
      id,
      hash: `${Math.floor(this.#clock().getTime() / 1_000)}.${this.#newId('')}`,
      root_view_id: root?.id ?? id,
      previous_view_id: previous?.id ?? null,
      team_id: TEAM.id,
      app_id: APP_ID,
      bot_id: BOT_ID,
      state: { values: {} },
    };
  }

  #tell(user: string, surface: 'modal' | 'home', view: View | undefined): void {
    for (const listener of this.#listeners) listener(user, surface, view);
  }
}
