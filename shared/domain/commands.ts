// What can be asked of a customer's associations. Every command carries its instant and who asks.
import type { AnswererName, DeclineReason } from './answer';
import type { Actor, Language } from './association';
import type { CustomerContact, PartnerContact } from './contacts';
import type { AssociationKey, LocationId } from './ids';
import type { CustomerProfile, Engagement, Partner } from './reference';
import type { Instant } from './time';
import type { WorkshopClaimBody } from './workshop-claim';

interface Circumstances {
  readonly at: Instant;
  readonly by: Actor;
  /** Names the request: repeated, it is answered as done and changes nothing. */
  readonly request?: string | undefined;
}

/** R10–R17: opens one association per engagement, all or none; carries the reference data it is decided with. */
export interface OpenCommand extends Circumstances {
  readonly type: 'addCustomer' | 'claimCustomer';
  readonly partner: Partner;
  readonly locationId: LocationId;
  readonly engagements: readonly Engagement[];
  readonly profile: CustomerProfile;
  readonly email?: string | undefined;
  readonly domainMismatchReason?: string | undefined;
}

/** What happens to one open association. */
export type Step =
  | (Circumstances & {
      readonly type: 'triggerConsent';
      readonly customerContact: CustomerContact;
      readonly partnerContact: PartnerContact;
      readonly language: Language;
      readonly partnerLanguage?: Language | undefined;
    })
  | (Circumstances & {
      readonly type: 'resendConsent';
      readonly customerContact?: CustomerContact | undefined;
    })
  | (Circumstances & {
      readonly type: 'approve';
      readonly approverName: AnswererName;
      readonly statement: string;
      readonly contactVersion: number;
    })
  | (Circumstances & {
      readonly type: 'decline';
      readonly name?: AnswererName | undefined;
      readonly reason?: DeclineReason | undefined;
      readonly contactVersion: number;
    })
  /** R24: a late "interested": a mail, no change of state. */
  | (Circumstances & { readonly type: 'showInterest'; readonly contactVersion: number })
  | (Circumstances & {
      readonly type: 'submitWorkshopClaim';
      readonly claimId: string;
      readonly body: WorkshopClaimBody;
    })
  | (Circumstances & { readonly type: 'cancel'; readonly reason: string })
  /** What time itself brings: reminders, expiries, being superseded. Expiries wait `marginSeconds` past the deadline. */
  | (Circumstances & { readonly type: 'settle'; readonly marginSeconds: number });

export type StepOf<T extends Step['type']> = Extract<Step, { type: T }>;

/** A step names the association it is for; without an attempt, the latest. */
export type StepCommand = Step & {
  readonly key: Omit<AssociationKey, 'attempt'> & { readonly attempt?: number };
  /** The states the caller has seen; where it is in none of them now, that is refused as `stale`. */
  readonly seen?: readonly { readonly attempt: number; readonly version: number }[] | undefined;
};

export type Command = OpenCommand | StepCommand;

/** The audit trail's word for what was done. */
export type Transition =
  | OpenCommand['type']
  | Exclude<Step['type'], 'settle'>
  | 'remind'
  | 'expireConsent'
  | 'supersede'
  | 'expireDelivery';
