// Who drives the associations on, and the imports: one orchestration each. The record is written before: a start or event that fails only
// costs time. Carried out by functions/workflow/driver.ts.
import type { AssociationKey } from '../domain/ids';
import type { ImportRun } from '../store/import-rows';

/** What wakes an orchestration. The names are compared to the letter, and waited for in this order. */
export const events = {
  consentAnswered: 'ConsentAnswered',
  workshopClaimSubmitted: 'WorkshopClaimSubmitted',
  /** Anything else that has changed the record: look again. */
  associationChanged: 'AssociationChanged',
} as const;
export type EventName = (typeof events)[keyof typeof events];

export interface Driver {
  /** Starts the association's orchestration; one that runs already is left alone. */
  start(key: AssociationKey): Promise<void>;
  /** Wakes it; where there is none, starts it. To one that has ended this does nothing. */
  wake(key: AssociationKey, event?: EventName): Promise<void>;
  state(key: AssociationKey): Promise<DriverState>;
  /** Removes the history of an orchestration that is over; one that still runs is ended first, and removed the next time. */
  remove(key: AssociationKey): Promise<void>;
}
export type DriverState = 'missing' | 'live' | 'ended';

export interface ImportDriver {
  /** Starts the run's orchestration, unless it runs already, and removes the history of the run before. */
  start(run: ImportRun): Promise<void>;
  state(run: ImportRun): Promise<DriverState>;
  /** Removes the history of a run that is over, and of the one before. */
  remove(run: ImportRun): Promise<void>;
}

export interface Drivers extends Driver {
  readonly imports: ImportDriver;
}
