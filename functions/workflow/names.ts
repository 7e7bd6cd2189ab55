// The names that starters, signallers and the orchestration share. Event names are compared to the letter by the SDK.

/** A changed order of steps is a new name; the old one stays registered until its instances are over. */
export const orchestrationName = 'associationLifecycleV2';
/** Never started any more. */
export const drainedOrchestrationName = 'associationLifecycle';
export const activityName = 'advanceAssociation';

export const events = {
  consentAnswered: 'ConsentAnswered',
  workshopClaimSubmitted: 'WorkshopClaimSubmitted',
  /** Anything else that has changed the record: look again. */
  associationChanged: 'AssociationChanged',
} as const;
export type EventName = (typeof events)[keyof typeof events];
