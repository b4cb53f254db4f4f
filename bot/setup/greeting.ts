// The first message: who set Trailbot up, and what to try.
import type { Message } from '../domain/message.ts';
import { bold, bullets, paragraph, shorten } from '../render/rich-text.ts';

export interface Greeting {
  /** Whose AWS credentials it was done with. */
  readonly callerArn: string;
  readonly accountId: string;
  readonly accountName?: string;
  readonly region: string;
  readonly botName: string;
}

export function renderGreeting(greeting: Greeting): Message {
  const { callerArn, accountId, accountName, region, botName } = greeting;
  const account = accountName === undefined ? accountId : `${accountName} (${accountId})`;
  return {
    text: 'Trailbot is connected',
    blocks: [
      paragraph(bold('Trailbot is connected')),
      paragraph(
        `It watches the AWS account ${account} in ${region} and tells here what deserves a person. `,
        `Set up by ${shorten(nameOf(callerArn), 80)}.`,
      ),
      bullets('What to try', [
        [bold('/trail status'), '\u2002Can the trail be trusted right now?'],
        [bold('/trail test'), '\u2002A harmless event, all the way to this channel'],
        [bold('/trail help'), '\u2002Everything else'],
        [bold(`@${shorten(botName, 80)}`), '\u2002Press its name and then Home: what is open, what is yours'],
      ]),
    ],
  };
}

/** `alex` of `arn:aws:sts::123456789012:assumed-role/Admin/alex`; root is `root`. */
function nameOf(arn: string): string {
  return arn.split(/[/:]/).at(-1) || arn;
}
