// What connecting Trailbot to a Slack workspace needs from the world.

/** The two things that Slack gives an app, and nobody else may have. */
export interface SlackSecrets {
  /** Begins with `xoxb-`. */
  readonly botToken: string;
  /** 32 hexadecimal digits. */
  readonly signingSecret: string;
}

/** Who a bot token speaks for. */
export interface SlackIdentity {
  readonly teamId: string;
  readonly teamName: string;
  readonly botUserId: string;
  /** What people type behind an @. */
  readonly botName: string;
  /** Undefined: Slack did not say. */
  readonly scopes?: readonly string[];
}

/** A channel that the settings name, as the bot sees it. */
export interface SeenChannel {
  /** As the settings name it. */
  readonly wanted: string;
  /** Undefined: there is none that the bot can see. */
  readonly found?: {
    readonly id: string;
    readonly name: string;
    readonly isMember: boolean;
    readonly isPrivate: boolean;
    readonly isArchived: boolean;
  };
}

/** Slack, asked with a token that is not stored yet. */
export interface SlackCheck {
  /** @throws TrailbotError `slack_failed` when Slack does not take the token, or it is not a bot's */
  identify(): Promise<SlackIdentity>;
  /** By name or id, in the order given. */
  see(wanted: readonly string[]): Promise<readonly SeenChannel[]>;
  /** Makes the bot a member of a public channel; needs the scope `channels:join`. */
  join(channelId: string): Promise<void>;
}

/** Where Trailbot is deployed, and who asks. */
export interface FoundDeployment {
  readonly accountId: string;
  readonly region: string;
  /** What Slack calls. */
  readonly requestUrl: string;
  readonly escalationTopicArn: string;
  readonly queueUrls: { readonly [name in 'alert' | 'job' | 'contain' | 'release']: string };
  /** The ARN of whose credentials are used. */
  readonly callerArn: string;
}

export interface Deployments {
  /**
   * Undefined: nothing is deployed in this Region of the caller's account.
   * @throws TrailbotError `config_missing` without credentials that work
   */
  find(): Promise<FoundDeployment | undefined>;
}

export interface SecretStore {
  /** Encrypted, in place of what was there. */
  store(secrets: SlackSecrets): Promise<void>;
}

export interface RequestUrl {
  /** Sends what Slack would send, signed with the secret. @returns the HTTP status; undefined: nobody answered */
  knock(url: string, signingSecret: string): Promise<number | undefined>;
}
