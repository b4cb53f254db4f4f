// The two ways a Web API method ends without a result: Slack's own refusal, and what this sandbox does not do.

/** A refusal as Slack answers it: HTTP 200, `ok: false` and one of its error codes. */
export class SlackFault extends Error {
  readonly code: string;
  /** What the validator found, as Slack writes it: `must be less than 3001 characters [json-pointer:/blocks/0]`. */
  readonly findings: readonly string[];

  constructor(code: string, findings: readonly string[] = []) {
    super([code, ...findings].join('; '));
    this.code = code;
    this.findings = findings;
  }
}

/** Something that Slack does and the sandbox does not. Answered with HTTP 501, so that it never looks like Slack's word. */
export class NotInSandbox extends Error {
  constructor(what: string) {
    super(`The sandbox's Slack does not implement ${what}.`);
  }
}
