// One AWS API call after its wire protocol is taken off, and the error shape every protocol can carry.

/** Member names as in the service model: `logGroupName`, `TopicArn`. Values are untrusted. */
export type Input = { readonly [member: string]: unknown };

export interface Call {
  /** The signing name from the credential scope: `logs`, `monitoring`, `cloudtrail`, `sns`, `sqs`, `iam`, `sts`, `dynamodb`. */
  readonly service: string;
  readonly operation: string;
  readonly region: string;
  readonly accessKeyId: string;
}

/**
 * One handler an operation. What it returns is the output in member names of the service model; a `Date` is written as
 * the protocol writes timestamps, `undefined` members are left out.
 */
export type Service = { readonly [operation: string]: (input: Input, call: Call) => unknown };

/** An error as the service would answer it, for example `new AwsFault('ResourceNotFoundException', '…')`. */
export class AwsFault extends Error {
  readonly code: string;
  readonly status: number;
  /** Further members of the error shape, for example `queryCompileError`. */
  readonly fields: Input;

  constructor(
    code: string,
    message: string,
    { status = 400, fields = {} }: { status?: number; fields?: Input } = {},
  ) {
    super(message);
    this.code = code;
    this.status = status;
    this.fields = fields;
  }
}
