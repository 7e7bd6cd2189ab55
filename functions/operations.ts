// Every HTTP operation of the app, in the order of the OpenAPI document; and every HTTP function.
import { addCustomer } from './http/add-customer';
import { apiDocs, apiDocsFile, openApiOperation } from './http/api-docs';
import { answerConsent } from './http/answer-consent';
import { cancelAssociation } from './http/cancel-association';
import { checkCustomer } from './http/check-customer';
import { checkClaim, claimCustomer } from './http/claim-customer';
import { exportCustomers } from './http/export-customers';
import { showLiveness, showReadiness } from './http/health';
import { importReferenceData } from './http/import-reference-data';
import { listCustomers } from './http/list-customers';
import { listEngagements, listLocations, showEngagement } from './http/list-engagements';
import { allMethods, fallback } from './http/fallback';
import type { Operation } from './http/operation';
import { outOfOrderProblem } from './http/problem';
import { resendConsent } from './http/resend-consent';
import { showConsent } from './http/show-consent';
import { showCustomer } from './http/show-customer';
import { showHistory } from './http/show-history';
import { showInterest } from './http/show-interest';
import { submitWorkshopClaim } from './http/submit-workshop-claim';
import { triggerConsent } from './http/trigger-consent';
import { viewWorkshopClaim } from './http/view-workshop-claim';
import { webPage } from './http/web-page';

export const operations: readonly Operation[] = [
  listEngagements,
  showEngagement,
  listLocations,
  checkCustomer,
  addCustomer,
  checkClaim,
  claimCustomer,
  listCustomers,
  exportCustomers,
  showCustomer,
  showHistory,
  triggerConsent,
  resendConsent,
  submitWorkshopClaim,
  viewWorkshopClaim,
  cancelAssociation,
  importReferenceData,
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
  outOfOrder: fallback(operations),
};

/** The operations, the page, and what answers all other paths: the host takes functions by name, so these come last. */
export const httpFunctions: readonly HttpFunction[] = [
  ...operations,
  {
    name: 'showPortal',
    methods: ['GET', 'HEAD'],
    route: 'portal/{*file}',
    handler: ({ deps }) => webPage(deps.config.portalSignIn),
    outOfOrder: outOfOrderProblem,
  },
  { name: 'zOtherApiPaths', route: 'api/{*path}', ...otherPaths },
  { name: 'zOtherConsentPaths', route: 'consent/{*path}', ...otherPaths },
];
