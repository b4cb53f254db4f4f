// What to change so that a detection has nothing to tell, where that is better than not to be told.

/** By the detection's id; sentences. */
const CHANGES: Readonly<Record<string, string>> = {
  'access-key-for-another-user': 'Let people make their own keys, or give them a role in place of keys.',
  'console-login-without-mfa': 'Turn MFA on for this user.',
  'console-login-from-keys': 'Let people sign in through Identity Center and keep keys for programs.',
  'federation-token-issued': 'Give the program a role: sts:AssumeRole in place of GetFederationToken.',
  'iam-changes': 'Let one pipeline make users and roles: then only its role is routine.',
  'kms-key-disabled': 'Let what lives for days share one key, so that none has to be deleted with it.',
  'root-usage': 'Use a role for this: root is needed for very few calls.',
  'secrets-read-rapidly': 'Let the program keep a secret for some minutes, and not ask before each call.',
  'security-group-open-to-world': 'Reach servers through Session Manager or the VPN: no port has to be open.',
  'shell-from-long-lived-key': 'Give the program a role in place of the key.',
};

/** Undefined where nothing is known that would help everybody. */
export function whatToChange(detectionId: string): string | undefined {
  return Object.hasOwn(CHANGES, detectionId) ? CHANGES[detectionId] : undefined;
}

/** Ids of the detections of which it is known. */
export const CHANGEABLE: readonly string[] = Object.keys(CHANGES);
