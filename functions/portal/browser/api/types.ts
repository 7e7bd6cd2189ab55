// The API's answers as this page reads them: the parts of its OpenAPI document that are used here, nothing else.
export const tabs = ['eligible', 'ineligible', 'complete'] as const;
export type Tab = (typeof tabs)[number];

export type Action =
  | 'claimCustomer'
  | 'triggerCustomerConsent'
  | 'resendCustomerConsent'
  | 'submitWorkshopClaim'
  | 'viewWorkshopClaim'
  | 'cancel';

export interface EngagementSummary {
  readonly id: string;
  readonly name: string;
  readonly solutionArea: string;
  readonly role: string;
  readonly startsOn: string;
  readonly lastDayToClaimCustomers: string;
  readonly isOpenForCustomers: boolean;
  readonly eligibleLocations: number;
  readonly enrolledLocations: number;
}

export type ProofItem =
  'findingsAndRecommendations' | 'invoice' | 'partnerSurvey' | 'customerSurvey';

export type Criterion =
  | { readonly kind: 'minimumLicences'; readonly product: string; readonly count: number }
  | { readonly kind: 'countries' | 'segments'; readonly allowed: readonly string[] }
  | { readonly kind: 'minimumMonthlyConsumption'; readonly service: string; readonly usd: number }
  | { readonly kind: 'maximumCompletions'; readonly count: number };

export interface Engagement extends EngagementSummary {
  readonly description?: string;
  readonly consentWindowDays: number;
  readonly deliveryWindowDays: number;
  readonly partnerCriteria: readonly string[];
  readonly customerCriteria: readonly Criterion[];
  readonly proofOfExecution: readonly ProofItem[];
}

export interface Location {
  readonly id: string;
  readonly name: string;
  readonly country: string;
}

export interface Customer {
  readonly id: string;
  readonly name: string;
  readonly tenantId?: string;
  readonly tpid?: string;
  readonly domain?: string;
}

export interface CustomerContact {
  readonly title?: string;
  readonly name: string;
  readonly email: string;
}

export interface PartnerContact {
  readonly company: string;
  readonly name: string;
  readonly email: string;
}

export interface Association {
  readonly engagementId: string;
  readonly customerId: string;
  readonly attempt: number;
  readonly state: string;
  readonly origin: 'added' | 'claimed';
  readonly locationId: string;
  readonly addedAt: string;
  readonly consentDeadline: string;
  readonly deliveryDeadline?: string;
  readonly domainMismatchReason?: string;
  readonly customerContact?: CustomerContact;
  readonly resends?: number;
}

export interface Row {
  readonly customer: Customer;
  readonly tab: Tab;
  readonly type: 'active' | 'not started' | null;
  readonly status: {
    readonly text: string;
    readonly daysLeft?: number;
    readonly deadline?: string;
    readonly rule?: string;
  };
  readonly reasons: readonly { readonly code: string; readonly text: string }[];
  readonly actions: readonly Action[];
  readonly why: string;
  readonly mailProblem?: {
    readonly kind: string;
    readonly state: string;
    readonly detail?: string;
  };
  readonly association?: Association;
  readonly etag?: string;
}

export interface CustomersPage {
  readonly counts: Readonly<Record<Tab, number>>;
  readonly rows: readonly Row[];
  readonly continuationToken?: string;
  /** After an import: so many of the known customers are written anew. */
  readonly updating?: { readonly done: number; readonly total?: number };
  readonly searched?: 'everything' | 'beginnings';
}

export interface Choices {
  readonly selectable: readonly { readonly engagementId: string; readonly name: string }[];
  readonly notSelectable: readonly {
    readonly engagementId: string;
    readonly name: string;
    readonly reasons: readonly {
      readonly text: string;
      readonly unmet?: readonly { readonly text: string }[];
    }[];
  }[];
}

export interface Checked extends Choices {
  readonly customer: Customer;
  readonly domainMismatch: boolean;
  readonly reasonRequired: boolean;
}

export interface Opened {
  readonly message: string;
  readonly customer: Customer;
  readonly workshops: readonly {
    readonly name: string;
    readonly consentDeadline: string;
    readonly daysLeft: number;
    readonly association: Association;
  }[];
}

export interface HistoryEntry {
  readonly at: string;
  readonly by: string;
  readonly what: string;
  readonly to: string;
  readonly attempt: number;
  readonly version: number;
}

export interface ProofDocument {
  readonly name: string;
  readonly contentType: string;
  readonly sizeBytes: number;
  readonly sha256: string;
  readonly url: string;
}

export interface ProofOfExecution {
  readonly findingsAndRecommendations?: ProofDocument;
  readonly invoice?: ProofDocument;
  readonly partnerSurveyDone: boolean;
  readonly customerSurveyDone: boolean;
  readonly comments?: string;
}

export interface WorkshopClaim {
  readonly claimId: string;
  readonly status: string;
  readonly submittedAt: string;
  readonly submittedBy: string;
  readonly consentDate: string;
  readonly engagement: string;
  readonly solutionArea: string;
  readonly role: string;
  readonly locationId: string;
  readonly partner: string;
  readonly partnerContact: PartnerContact;
  readonly customer: string;
  readonly customerContact: CustomerContact;
  readonly tenantId?: string;
  readonly tpid?: string;
  readonly domain?: string;
  readonly domainMismatchReason?: string;
  readonly proofOfExecution: ProofOfExecution;
}
