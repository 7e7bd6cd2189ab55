// Exactly what the app registers with the Functions host: names, triggers, routes, methods, auth levels, schedules.
import * as z from 'zod';
import { App } from './support/app';

jest.setTimeout(60_000);
const app = new App();
beforeAll(() => app.start());
afterAll(() => app.stop());

const binding = z.looseObject({
  type: z.string(),
  route: z.string().optional(),
  methods: z.array(z.string()).optional(),
  authLevel: z.string().optional(),
  schedule: z.string().optional(),
});
const functions = z.array(z.object({ name: z.string(), bindings: z.record(z.string(), binding) }));

async function registered() {
  const headers = { 'x-functions-key': app.at.hostKey };
  const response = await fetch(`${app.at.app}/admin/functions`, { headers });
  return functions.parse(await response.json()).map(({ name, bindings }) => {
    const trigger = Object.values(bindings).find(({ type }) => type.endsWith('Trigger'));
    return { trigger, name };
  });
}

describe('the app', () => {
  it('registers exactly these HTTP functions, each with a stated auth level', async () => {
    const http = (await registered()).filter(({ trigger }) => trigger?.type === 'httpTrigger');
    const lines = http.map(({ name, trigger }) => {
      const { route = '', methods = [], authLevel = '' } = trigger ?? {};
      return `${name}: ${methods.join()} /${route} ${authLevel}`;
    });
    expect(lines.sort()).toEqual([
      'addCustomer: POST /api/customers anonymous',
      'answerConsent: POST /consent/{token} anonymous',
      'apiDocs: GET /api/docs anonymous',
      'apiDocsFile: GET /api/docs/{file} anonymous',
      'cancelAssociation: POST /api/engagements/{engagementId}/customers/{customerId}/cancel anonymous',
      'checkClaim: POST /api/customers/{customerId}/claim/check anonymous',
      'checkCustomer: POST /api/customers/check anonymous',
      'claimCustomer: POST /api/customers/{customerId}/claim anonymous',
      'exportCustomers: GET /api/engagements/{engagementId}/customers/export anonymous',
      'importReferenceData: POST /api/admin/reference-data anonymous',
      'listCustomers: GET /api/engagements/{engagementId}/customers anonymous',
      'listEngagements: GET /api/engagements anonymous',
      'listLocations: GET /api/engagements/{engagementId}/locations anonymous',
      'listNeedsAction: GET /api/needs-action anonymous',
      'openApi: GET /api/openapi.json anonymous',
      'resendConsent: POST /api/engagements/{engagementId}/customers/{customerId}/consent-request/resend anonymous',
      'showConsent: GET,HEAD /consent/{token} anonymous',
      'showCustomer: GET /api/engagements/{engagementId}/customers/{customerId} anonymous',
      'showEngagement: GET /api/engagements/{engagementId} anonymous',
      'showHistory: GET /api/engagements/{engagementId}/customers/{customerId}/history anonymous',
      'showImport: GET /api/admin/reference-data/imports/{importId} anonymous',
      'showInterest: POST /consent/{token}/interest anonymous',
      'showLiveness: GET /api/health/live anonymous',
      'showPortal: GET,HEAD /portal/{*file} anonymous',
      'showReadiness: GET /api/health/ready anonymous',
      'submitWorkshopClaim: POST /api/engagements/{engagementId}/customers/{customerId}/workshop-claim anonymous',
      'triggerConsent: POST /api/engagements/{engagementId}/customers/{customerId}/consent-request anonymous',
      'viewWorkshopClaim: GET /api/engagements/{engagementId}/customers/{customerId}/workshop-claim anonymous',
      'zOtherApiPaths: GET,HEAD,POST,PUT,PATCH,DELETE,OPTIONS /api/{*path} anonymous',
      'zOtherConsentPaths: GET,HEAD,POST,PUT,PATCH,DELETE,OPTIONS /consent/{*path} anonymous',
    ]);
  });

  it('registers the orchestrations, one of them drained, two activities, one event function, and two timers', async () => {
    const others = (await registered()).filter(({ trigger }) => trigger?.type !== 'httpTrigger');
    const lines = others.map(({ name, trigger }) =>
      [trigger?.type, name, trigger?.schedule].join(' ').trim(),
    );
    expect(lines.sort()).toEqual([
      'activityTrigger advanceAssociation',
      'activityTrigger takeImportSteps',
      'eventGridTrigger recordDeliveryReport',
      'orchestrationTrigger associationLifecycle',
      'orchestrationTrigger associationLifecycleV2',
      'orchestrationTrigger referenceDataImport',
      'timerTrigger reconcile 0 */5 * * * *',
      'timerTrigger sweepOldRows 0 30 3 * * *',
    ]);
  });
});
