// What a person does on the page, told to the app as Slack tells it.
import { type Choice, chosenValue, findAction, findElement, stateOf } from './action-value.ts';
import { answerOrigin } from './response-message.ts';
import { type Delivery, deliver, type Signer } from './signed-request.ts';
import type { View } from './view-store.ts';
import { toWireMessage } from './wire-message.ts';
import { APP_ID, BOT_USER_ID, findUser, TEAM } from './workspace.ts';
import { channelById, directMessageWith, type World } from './world.ts';

const FORM = 'application/x-www-form-urlencoded';
/** Slack still sends it; nobody should look at it. */
const VERIFICATION_TOKEN = 'sandbox-verification-token';
const SLASH_COMMAND = '/trail';

export interface Press extends Choice {
  readonly user: string;
}

export type Interactions = ReturnType<typeof createInteractions>;

export function createInteractions(world: World, signer: Signer) {
  const common = (user: string) => ({
    api_app_id: APP_ID,
    token: VERIFICATION_TOKEN,
    team: { id: TEAM.id, domain: TEAM.domain },
    enterprise: null,
    is_enterprise_install: false,
    user: { id: user, username: findUser(user)?.name, name: findUser(user)?.name, team_id: TEAM.id },
  });
  const send = (payload: Readonly<Record<string, unknown>>): Promise<Delivery> =>
    deliver(signer, FORM, new URLSearchParams({ payload: JSON.stringify(payload) }).toString());
  const actionTs = () => (world.clock().getTime() / 1_000).toFixed(6);
  const gone: Delivery = { ok: false, reason: 'That element is not there any more.' };

  return {
    /** A button or menu of a message. */
    async press(
      at: { channel: string; ts: string },
      { user, blockId, actionId, chosen }: Press,
    ): Promise<Delivery> {
      const message = world.messages.find(at.channel, at.ts);
      // Slack numbers blocks anew with each edit, and takes the press of who saw the message before it.
      const element =
        message && (findElement(message.blocks, blockId, actionId) ?? findAction(message.blocks, actionId));
      if (message === undefined || element === undefined) return gone;
      const ephemeral = message.ephemeralFor !== undefined;
      const threadTs = message.thread_ts;
      return send({
        type: 'block_actions',
        ...common(user),
        container: {
          type: 'message',
          message_ts: message.ts,
          channel_id: message.channel,
          is_ephemeral: ephemeral,
          ...(threadTs !== undefined && { thread_ts: threadTs }),
        },
        trigger_id: world.views.issueTrigger(user),
        channel: { id: message.channel, name: channelById(world, message.channel).name },
        // Slack sends no message with what only one person saw.
        ...(!ephemeral && { message: toWireMessage(message, false) }),
        state: { values: {} },
        response_url: world.responseUrls.issue({
          channel: message.channel,
          user,
          ts: message.ts,
          ...(threadTs !== undefined && { threadTs }),
        }),
        actions: [
          {
            type: element.type,
            action_id: actionId,
            block_id: blockId,
            ...chosenValue(element, chosen),
            action_ts: actionTs(),
          },
        ],
      });
    },

    /** A button or menu of a modal or of the home tab, or an input that tells of each change; `inputs`: what all hold. */
    async pressInView(
      viewId: string,
      { user, blockId, actionId, chosen }: Press,
      inputs: readonly Choice[],
    ): Promise<Delivery> {
      const view = [world.views.top(user), world.views.home(user)].find((each) => each?.id === viewId);
      const element = view && findElement(view.blocks, blockId, actionId);
      if (view === undefined || element === undefined) return gone;
      return send({
        type: 'block_actions',
        ...common(user),
        container: { type: 'view', view_id: view.id },
        trigger_id: world.views.issueTrigger(user),
        view: withState(view, inputs),
        actions: [
          {
            type: element.type,
            action_id: actionId,
            block_id: blockId,
            ...chosenValue(element, chosen),
            action_ts: actionTs(),
          },
        ],
      });
    },

    /** The submit button of the modal that `user` has open, with what the inputs hold. */
    async submit(view: View, user: string, inputs: readonly Choice[]): Promise<Delivery> {
      return send({
        type: 'view_submission',
        ...common(user),
        trigger_id: world.views.issueTrigger(user),
        view: withState(view, inputs),
        response_urls: [],
      });
    },

    /** Slack tells of a closed modal only when the app asked for it. */
    async close(view: View, user: string): Promise<void> {
      world.views.close(user, view.clear_on_close === true);
      if (view.notify_on_close)
        await send({ type: 'view_closed', ...common(user), view, is_cleared: view.clear_on_close === true });
    },

    /** Somebody typed `/trail …`. What the app answers at once is shown to them alone, unless it says otherwise. */
    async command(user: string, channel: string, line: string): Promise<Delivery> {
      const [command = '', ...words] = line.trim().split(' ');
      if (command !== SLASH_COMMAND) return { ok: false, reason: `${command} is not a valid command.` };
      const origin = { channel, user };
      const delivery = await deliver(
        signer,
        FORM,
        new URLSearchParams({
          token: VERIFICATION_TOKEN,
          team_id: TEAM.id,
          team_domain: TEAM.domain,
          channel_id: channel,
          channel_name: commandPlace(world, channel),
          user_id: user,
          user_name: findUser(user)?.name ?? '',
          command,
          text: words.join(' ').trim(),
          api_app_id: APP_ID,
          is_enterprise_install: 'false',
          response_url: world.responseUrls.issue(origin),
          trigger_id: world.views.issueTrigger(user),
        }).toString(),
      );
      if (!delivery.ok) return { ok: false, reason: `${command} failed. ${delivery.reason}` };
      if (delivery.body.trim() !== '') answerOrigin(world, origin, delivery.body);
      return delivery;
    },

    /** Somebody opened the app's home tab. */
    async openHome(user: string): Promise<Delivery> {
      const seconds = Math.floor(world.clock().getTime() / 1_000);
      const event = {
        type: 'app_home_opened',
        user,
        channel: directMessageWith(world, user).id,
        tab: 'home',
        event_ts: actionTs(),
        ...(world.views.home(user) && { view: world.views.home(user) }),
      };
      return deliver(
        signer,
        'application/json',
        JSON.stringify({
          type: 'event_callback',
          token: VERIFICATION_TOKEN,
          team_id: TEAM.id,
          api_app_id: APP_ID,
          event_id: world.newId('Ev'),
          event_time: seconds,
          authorizations: [
            {
              enterprise_id: null,
              team_id: TEAM.id,
              user_id: BOT_USER_ID,
              is_bot: true,
              is_enterprise_install: false,
            },
          ],
          event,
        }),
      );
    },
  };
}

function withState(view: View, inputs: readonly Choice[]): View {
  return { ...view, state: { values: stateOf(view.blocks, inputs) } };
}

/** A conversation with one person has no name that Slack would tell. */
function commandPlace(world: World, channel: string): string {
  const { name, user } = channelById(world, channel);
  return user === undefined ? name : 'directmessage';
}
