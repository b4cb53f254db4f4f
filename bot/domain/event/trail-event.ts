// One CloudTrail record, read leniently: every field may be missing, of the wrong type, or hostile.

export type JsonObject = { readonly [key: string]: unknown };

/** How the call ended. A failed call is an attempt, and is named so wherever a person reads it. */
export type Outcome =
  | { readonly kind: 'success' }
  | { readonly kind: 'failure'; readonly code: string; readonly message?: string; readonly denied: boolean };

export interface TrailEvent {
  /** CloudTrail's `eventID`; a record without one gets a fingerprint of its content, so that it still counts once. */
  readonly eventID: string;
  /** When the call was made. Undefined when the record has no readable `eventTime`. */
  readonly eventTime: Date | undefined;
  readonly eventName: string;
  /** For example `iam.amazonaws.com`. */
  readonly eventSource: string;
  readonly eventType: string;
  readonly eventCategory: string;
  readonly awsRegion: string;
  /** The account the event belongs to: `recipientAccountId`, else the caller's. Empty when neither is there. */
  readonly accountId: string;
  /** As delivered: an address, a service name such as `cloudformation.amazonaws.com`, or `AWS Internal`. */
  readonly sourceIPAddress: string;
  readonly userAgent: string;
  readonly readOnly: boolean | undefined;
  readonly outcome: Outcome;
  readonly userIdentity: JsonObject;
  readonly requestParameters: JsonObject;
  readonly responseElements: JsonObject;
  readonly additionalEventData: JsonObject;
  /** The record as it was delivered: what filters and signals are tested on. */
  readonly record: JsonObject;
}
