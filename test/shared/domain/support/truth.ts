// What has really happened, kept beside the domain and by simpler means: who held which pair from when to when.
import type { Association, Status } from '../../../../shared/domain/association';
import type { AssociationChange, AuditEntry } from '../../../../shared/domain/changes';
import type { EngagementId, PartnerId } from '../../../../shared/domain/ids';
import type { Mail } from '../../../../shared/domain/mail';
import type { Instant } from '../../../../shared/domain/time';

interface Hold {
  readonly engagementId: EngagementId;
  readonly partnerId: PartnerId;
  readonly from: Instant;
  /** Undefined: for good. */
  until: Instant | undefined;
}

export interface Truth {
  now: Instant;
  readonly holds: Hold[];
  readonly known: Set<PartnerId>;
  /** By association. */
  readonly trails: Map<string, AuditEntry[]>;
  readonly deadlines: Map<string, Instant>;
  /** Every mail ever asked for. */
  readonly mails: { readonly of: string; readonly mail: Mail }[];
}

export function noTruthYet(now: Instant): Truth {
  return {
    now,
    holds: [],
    known: new Set(),
    trails: new Map(),
    deadlines: new Map(),
    mails: [],
  };
}

export function nameOf({ partnerId, engagementId, attempt }: Association): string {
  return `${partnerId} ${engagementId} #${attempt}`;
}

/** Takes down an accepted change. */
export function note(truth: Truth, { after, entries, mails }: AssociationChange): void {
  const of = nameOf(after);
  truth.trails.set(of, [...(truth.trails.get(of) ?? []), ...entries]);
  truth.deadlines.set(of, truth.deadlines.get(of) ?? after.consentDeadline);
  truth.mails.push(...mails.map((mail) => ({ of, mail })));
  const { engagementId, partnerId } = after;
  for (const { transition, at, from } of entries) {
    if (transition === 'approve' && 'deliveryDeadline' in after) {
      truth.known.add(partnerId);
      truth.holds.push({ engagementId, partnerId, from: at, until: after.deliveryDeadline });
    }
    const hold = truth.holds.findLast(
      (each) => each.engagementId === engagementId && each.partnerId === partnerId,
    );
    if (hold && transition === 'submitWorkshopClaim') hold.until = undefined;
    if (hold && transition === 'cancel' && from === 'active') hold.until = at;
  }
}

/** Who has the pair now. */
export function holderOf(truth: Truth, engagement: EngagementId): Hold | undefined {
  return truth.holds.find(
    ({ engagementId, until }) =>
      engagementId === engagement && (until === undefined || truth.now < until),
  );
}

/** The status that a stored association really has now, whether or not its ending has been recorded. */
export function standing(a: Association, { holds, now }: Pick<Truth, 'holds' | 'now'>): Status {
  if (a.status === 'active') return now < a.deliveryDeadline ? 'active' : 'deliveryExpired';
  if (a.status !== 'associated' && a.status !== 'consentRequested') return a.status;
  const isLost = holds.some(
    ({ engagementId, partnerId, from }) =>
      engagementId === a.engagementId &&
      partnerId !== a.partnerId &&
      a.addedAt <= from &&
      from < a.consentDeadline,
  );
  if (isLost) return 'superseded';
  return now < a.consentDeadline ? a.status : 'consentExpired';
}
