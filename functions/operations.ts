// Every HTTP operation of the app, in the order of the OpenAPI document; and every HTTP function.
import { showLiveness, showReadiness } from './http/admin/health';
import { importReferenceData } from './http/admin/import-reference-data';
import { showImport } from './http/admin/show-import';
import { answerConsent } from './http/consent/answer-consent';
import { showConsent } from './http/consent/show-consent';
import { showInterest } from './http/consent/show-interest';
import { apiDocs, apiDocsFile, openApiOperation } from './http/docs/api-docs';
import { allMethods, fallback } from './http/fallback';
import type { Operation } from './http/operation';
import { addCustomer } from './http/partner/add-customer';
import { cancelAssociation } from './http/partner/cancel-association';
import { checkCustomer } from './http/partner/check-customer';
import { checkClaim, claimCustomer } from './http/partner/claim-customer';
import { exportCustomers } from './http/partner/export-customers';
import { listCustomers } from './http/partner/list-customers';
import { listNeedsAction } from './http/partner/list-needs-action';
import { listEngagements, listLocations, showEngagement } from './http/partner/list-engagements';
import { resendConsent } from './http/partner/resend-consent';
import { showCustomer } from './http/partner/show-customer';
import { showHistory } from './http/partner/show-history';
import { submitWorkshopClaim } from './http/partner/submit-workshop-claim';
import { triggerConsent } from './http/partner/trigger-consent';
import { viewWorkshopClaim } from './http/partner/view-workshop-claim';
import { outOfOrderProblem } from './http/problem';
import { showPortal } from './portal/show-portal';

export const operations: readonly Operation[] = [
  listEngagements,
  showEngagement,
  listLocations,
  checkCustomer,
  addCustomer,
  checkClaim,
  claimCustomer,
  listCustomers,
  listNeedsAction,
  exportCustomers,
  showCustomer,
  showHistory,
  triggerConsent,
  resendConsent,
  submitWorkshopClaim,
  viewWorkshopClaim,
  cancelAssociation,
  importReferenceData,
  showImport,
  showConsent,
  answerConsent,
  showInterest,
  showLiveness,
  showReadiness,
  openApiOperation(() => operations),
  apiDocs,
  apiDocsFile,
];

type HttpFunction = Pick<Operation, 'name' | 'methods' | 'route' | 'handler' | 'outOfOrder'>;

const otherPaths = {
  methods: allMethods,
  handler: () => fallback(operations),
  outOfOrder: () => fallback(operations),
};

/** The operations, the page, and what answers all other paths: the host takes functions by name, so these come last. */
export const httpFunctions: readonly HttpFunction[] = [
  ...operations,
  {
    name: 'showPortal',
    methods: ['GET', 'HEAD'],
    route: 'portal/{*file}',
    handler: ({ deps }) => showPortal(deps.config.portalSignIn),
    outOfOrder: () => outOfOrderProblem,
  },
  { name: 'zOtherApiPaths', route: 'api/{*path}', ...otherPaths },
  { name: 'zOtherConsentPaths', route: 'consent/{*path}', ...otherPaths },
];
