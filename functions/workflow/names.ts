// The names that starters and the orchestrations share; those of the events are in shared/changes/driver.ts.

/** A changed order of steps is a new name; the old one stays registered until its instances are over. */
export const orchestrationName = 'associationLifecycleV2';
/** Never started any more. */
export const drainedOrchestrationName = 'associationLifecycle';
export const activityName = 'advanceAssociation';

export const importOrchestrationName = 'referenceDataImport';
export const importActivityName = 'takeImportSteps';
