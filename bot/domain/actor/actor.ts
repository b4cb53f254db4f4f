// Who made a call, by identity type.

export type ActorKind =
  | 'root'
  | 'iam-user'
  | 'role'
  | 'federated-user'
  | 'identity-center-user'
  | 'saml-user'
  | 'web-identity-user'
  | 'directory-user'
  | 'aws-account'
  | 'aws-service'
  | 'unknown';

export interface Actor {
  readonly kind: ActorKind;
  /**
   * Stable over sessions: incidents and profiles are grouped by it. For example `iam-user/123456789012/alice`,
   * `role/<session issuer ARN>`, `identity-center-user/123456789012/alice@example.com`.
   */
  readonly key: string;
  /** What a person calls the actor: `alice`, `role deploy`, `root`. Attacker-controlled text: escape it. */
  readonly name: string;
  /** The account the identity lives in (not always the account that was called). Empty when unknown. */
  readonly accountId: string;
  /** The ARN that containment and lookups need: user ARN, or the session issuer's role ARN. */
  readonly arn?: string;
  /** `RoleSessionName` of an assumed role. */
  readonly session?: string;
  readonly accessKeyId?: string;
  /** From `sessionContext.attributes.mfaAuthenticated` or `additionalEventData.MFAUsed`; undefined when neither says. */
  readonly mfa?: boolean;
  /** The AWS service that called on the actor's behalf. */
  readonly invokedBy?: string;
}
