// How long what is stored stays, and why. Kept by the reconciliation, association by association, and by a daily sweep. How
// long a record stays is the setting RETENTION_DAYS (config.ts).

export const retention = {
  /** Answers kept for an Idempotency-Key: clients repeat within minutes; a day is what Stripe grants as well. */
  keptAnswerHours: 24,
  /** Whose mail a delivery report is about: the mail service tells within days. */
  sentMailDays: 30,
  /** After the end, the mails and the orchestration's history: for who asks what was sent, and why. */
  mailAndHistoryDays: 30,
  /** After the end, consent links: until then each tells what was recorded, and takes a late interest (R24). */
  linkDays: 90,
} as const;
