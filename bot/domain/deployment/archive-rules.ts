// How long the archive's log files stay in which storage class: the same in every deployment, and in the sandbox.

export const ARCHIVE_CLASSES = [
  { storageClass: 'STANDARD_IA', afterDays: 30 },
  { storageClass: 'GLACIER', afterDays: 90 },
  { storageClass: 'DEEP_ARCHIVE', afterDays: 365 },
] as const;

/** An upload that nobody finished is thrown away after so many days. */
export const UPLOAD_GIVEN_UP_DAYS = 7;
