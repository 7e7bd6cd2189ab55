// What is told of changes while they are carried out. Written by functions/log/change-log.ts.
import type { Changes } from '../domain/changes';
import type { AssociationKey } from '../domain/ids';

export type FollowUp = 'showPages' | 'startInstance' | 'wakeInstance' | 'fileLook';

export interface ChangeLog {
  /** The changes are on record. */
  recorded(changes: Changes): void;
  /** What should have followed did not; the change stands. */
  failed(doing: FollowUp, error: unknown, about?: AssociationKey): void;
}
