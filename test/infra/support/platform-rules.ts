// What the platform allows: settings and names that Flex Consumption and each kind of resource take, and the network.
import { at, ofType, type Resource, type Rule } from './snapshot';
import * as z from 'zod';

const settingsType = 'Microsoft.Web/sites/config';

/** On Flex Consumption these stand in `functionAppConfig` or are the platform's own; set, they break the app or are ignored. */
const forbiddenSettings =
  /^(?:AzureWebJobsStorage|AzureWebJobsDashboard|FUNCTIONS_(?:EXTENSION_VERSION|WORKER_RUNTIME(?:_VERSION)?|MAX_HTTP_CONCURRENCY|WORKER_PROCESS_COUNT|WORKER_DYNAMIC_CONCURRENCY_ENABLED)|WEBSITE_(?:NODE_DEFAULT_VERSION|RUN_FROM_PACKAGE|CONTENTAZUREFILECONNECTIONSTRING|CONTENTSHARE|CONTENTOVERVNET|DNS_SERVER|VNET_ROUTE_ALL|MAX_DYNAMIC_APPLICATION_SCALE_OUT|SKIP_CONTENTSHARE_VALIDATION|TIME_ZONE|USE_PLACEHOLDER_DOTNETISOLATED)|WEBSITES_ENABLE_APP_SERVICE_STORAGE|SCM_DO_BUILD_DURING_DEPLOYMENT|ENABLE_ORYX_BUILD|TZ)$/i;
/** Of the many site settings only these are used; Azure answers most others on Flex with an error. */
const siteConfigKeys = ['minTlsVersion', 'scmMinTlsVersion'];

export const settingsSuitFlex: Rule = (resources) => {
  const settings = ofType(resources, settingsType).flatMap((each) => Object.keys(each.properties));
  const siteConfig = ofType(resources, 'Microsoft.Web/sites').flatMap((each) =>
    Object.keys(z.record(z.string(), z.json()).parse(at(each, 'properties.siteConfig'))),
  );
  return [
    ...settings.filter((name) => forbiddenSettings.test(name)),
    ...siteConfig.filter((key) => !siteConfigKeys.includes(key)),
  ];
};

const runtime = z.object({
  runtime: z.object({ name: z.literal('node'), version: z.enum(['22', '24']) }),
  scaleAndConcurrency: z.object({
    instanceMemoryMB: z.literal([512, 2048, 4096]),
    maximumInstanceCount: z.int().min(40).max(1000),
    alwaysReady: z.array(z.object({ name: z.string(), instanceCount: z.int().min(1) })),
  }),
  deployment: z.object({
    storage: z.object({
      type: z.literal('blobContainer'),
      value: z.string(),
      authentication: z.object({
        type: z.literal('UserAssignedIdentity'),
        userAssignedIdentityResourceId: z.string(),
      }),
    }),
  }),
});

/** Flex Consumption, a Node version that is kept, a package fetched with the identity, orchestrations never left alone. */
export const runsOnFlex: Rule = (resources) => {
  const plans = ofType(resources, 'Microsoft.Web/serverfarms').map((each) => at(each, 'sku.name'));
  const wrong = ofType(resources, 'Microsoft.Web/sites').flatMap((each) => {
    const parsed = runtime.safeParse(at(each, 'properties.functionAppConfig'));
    if (!parsed.success) return [z.prettifyError(parsed.error)];
    const ready = parsed.data.scaleAndConcurrency.alwaysReady.map(({ name }) => name);
    return ready.includes('durable') ? [] : ['no instance is always ready for orchestrations'];
  });
  return [...plans.filter((sku) => sku !== 'FC1').map((sku) => `plan ${String(sku)}`), ...wrong];
};

/** Azure's own limits. A kind that is not here has no known limit, and that is a complaint. */
const nameLimits: Readonly<Record<string, RegExp>> = {
  'Microsoft.Resources/resourceGroups': /^[\w.()-]{0,89}[\w()-]$/,
  'Microsoft.ManagedIdentity/userAssignedIdentities': /^[a-z\d][\w-]{2,127}$/i,
  'Microsoft.Storage/storageAccounts': /^[a-z\d]{3,24}$/,
  'Microsoft.Storage/storageAccounts/blobServices': /^default$/,
  'Microsoft.Storage/storageAccounts/blobServices/containers':
    /^(?!.*--)[a-z\d][a-z\d-]{1,61}[a-z\d]$/,
  'Microsoft.Storage/storageAccounts/tableServices': /^default$/,
  'Microsoft.Storage/storageAccounts/tableServices/tables': /^[a-z][a-z\d]{2,62}$/i,
  'Microsoft.Authorization/locks': /^[\w.()-]{1,90}$/,
  'Microsoft.Authorization/roleAssignments': /^[\da-f-]{36}$/,
  'Microsoft.OperationalInsights/workspaces': /^[a-z\d][a-z\d-]{2,61}[a-z\d]$/i,
  'Microsoft.Insights/components': /^[\w.()-]{1,259}[\w()-]$/,
  'Microsoft.Insights/actionGroups': /^[^:<>+/&%\\?|]{1,259}[^:<>+/&%\\?|. ]$/,
  'Microsoft.Insights/scheduledQueryRules': /^[^*#<>?@%&+:{}/\\]{1,260}$/,
  'Microsoft.Insights/metricAlerts': /^[^*#<>?@%&+:{}/\\]{1,260}$/,
  'Microsoft.Insights/workbooks': /^[\da-f-]{36}$/,
  'Microsoft.Communication/emailServices': /^[\w-]{1,63}$/,
  'Microsoft.Communication/emailServices/domains': /^(?:AzureManagedDomain|[a-z\d.-]{1,253})$/,
  'Microsoft.Communication/communicationServices': /^[a-z\d][a-z\d-]{0,61}[a-z\d]$/i,
  'Microsoft.Web/serverfarms': /^[a-z\d-]{1,40}$/i,
  // 60 would be allowed, but the first 32 make the host ID: two apps must not share one.
  'Microsoft.Web/sites': /^[a-z\d][a-z\d-]{0,30}[a-z\d]$/i,
  'Microsoft.Web/sites/config': /^appsettings$/,
  'Microsoft.Web/sites/basicPublishingCredentialsPolicies': /^(?:ftp|scm)$/,
  'Microsoft.Network/publicIPAddresses': /^[a-z\d][\w.-]{0,78}\w$/i,
  'Microsoft.Network/natGateways': /^[a-z\d][\w.-]{0,78}\w$/i,
  'Microsoft.Network/virtualNetworks': /^[a-z\d][\w.-]{0,62}\w$/i,
  'Microsoft.Network/privateEndpoints': /^[a-z\d][\w.-]{0,62}\w$/i,
  'Microsoft.Network/privateEndpoints/privateDnsZoneGroups': /^[a-z\d][\w.-]{0,78}\w$/i,
  'Microsoft.EventGrid/systemTopics': /^[a-z\d-]{3,128}$/i,
  'Microsoft.EventGrid/systemTopics/eventSubscriptions': /^[a-z\d-]{3,64}$/i,
};

/** Names that Azure's environment completes (private DNS zones) stay expressions and are left out. */
export const namesAreWithinLimits: Rule = (resources) =>
  resources
    .filter(({ name }) => !name.startsWith('['))
    .filter(({ type, name }) => !nameLimits[type]?.test(name.split('/').at(-1) ?? ''))
    .map(({ type, name }) => `${type} ${name}`);

const services = (resources: readonly Resource[]) =>
  ofType(resources, 'Microsoft.Network/privateEndpoints').flatMap((each) => {
    const connections = z
      .array(
        z.object({
          properties: z.object({ privateLinkServiceId: z.string(), groupIds: z.array(z.string()) }),
        }),
      )
      .parse(at(each, 'properties.privateLinkServiceConnections'));
    return connections.flatMap(({ properties: { privateLinkServiceId: id, groupIds } }) =>
      groupIds.map(
        (service) => `${/\/storageAccounts\/st([a-z]{4})/.exec(id)?.[1] ?? id}: ${service}`,
      ),
    );
  });

/** Every account shut, every service that the app uses reached by an endpoint, and the app inside. */
export const isPrivate: Rule = (resources) => {
  const open = ofType(resources, 'Microsoft.Storage/storageAccounts').filter(
    (each) => at(each, 'properties.networkAcls.defaultAction') !== 'Deny',
  );
  const outside = ofType(resources, 'Microsoft.Web/sites').filter(
    (each) => typeof at(each, 'properties.virtualNetworkSubnetId') !== 'string',
  );
  const needed = ['host: blob', 'host: queue', 'host: table', 'data: table'];
  const missing = needed.filter((service) => !services(resources).includes(service));
  return [
    ...open.map(({ name }) => `${name} is open`),
    ...outside.map(({ name }) => `${name} is outside`),
    ...missing,
  ];
};
