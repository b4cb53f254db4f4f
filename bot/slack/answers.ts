// Answers that are not the alert's own message: to one person, by response_url, in a direct message, or with files.
import type { WebClient } from '@slack/web-api';
import type { Answers } from '../ports/slack.ts';
import { bodyOf, createChat } from './chat.ts';
import { postResponse } from './post-response.ts';
import { callSlack } from './slack-error.ts';

const DAY_MS = 86_400_000;

export function createAnswers(client: WebClient): Answers {
  const chat = createChat(client);
  return {
    async whisper({ channel }, user, message) {
      await callSlack('chat.postEphemeral', () =>
        client.chat.postEphemeral({ channel, user, ...bodyOf(message) }),
      );
    },

    async respond(responseUrl, message, { shared, replace }) {
      const body = {
        ...bodyOf(message),
        response_type: shared ? 'in_channel' : 'ephemeral',
        replace_original: replace,
      };
      await postResponse(responseUrl, body, { apiUrl: client.slackApiUrl });
    },

    async directMessage(userId, message, key) {
      const { channel } = await callSlack('conversations.open', () =>
        client.conversations.open({ users: userId }),
      );
      const id = channel?.id ?? '';
      const said = await chat.find(id, key, new Date(Date.now() - DAY_MS));
      return said ?? chat.post(id, message, key);
    },

    async upload({ channel, threadTs }, files) {
      const uploads = files.map(({ name, title, altText, content }) => ({
        filename: name,
        title,
        file: Buffer.from(content),
        ...(altText !== undefined && { alt_text: altText }),
      }));
      const place = threadTs === undefined ? {} : { thread_ts: threadTs };
      await callSlack('files.completeUploadExternal', () =>
        client.filesUploadV2({ channel_id: channel, ...place, file_uploads: uploads }),
      );
    },
  };
}
