// Who may do what, and with which key: roles from a short list, each on one resource, and no key or password anywhere.
import { at, ofType, type Resource, type Rule } from './snapshot';

/** Built-in roles by their IDs, and the only kinds of resource that each may be given on. */
const allowed: Readonly<Record<string, { role: string; on: readonly string[] }>> = {
  'b7e6dc6d-f1e8-4753-8033-0f276bb0955b': { role: 'Storage Blob Data Owner', on: ['host'] },
  'ba92f5b4-2d11-453d-a403-e96b0029c9fe': {
    role: 'Storage Blob Data Contributor',
    on: ['undelivered-events'],
  },
  '974c5e8b-45b9-4653-ba55-5f855dd0fb88': { role: 'Storage Queue Data Contributor', on: ['host'] },
  '0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3': {
    role: 'Storage Table Data Contributor',
    on: ['host', 'data'],
  },
  '3913510d-42f4-4e42-8a64-420c390055eb': {
    role: 'Monitoring Metrics Publisher',
    on: ['telemetry'],
  },
  '09976791-48a7-449e-bb21-39d1a415f350': {
    role: 'Communication and Email Service Owner',
    on: ['mail'],
  },
};
const scopes: Readonly<Record<string, RegExp>> = {
  host: /\/storageAccounts\/sthost\w+$/,
  data: /\/storageAccounts\/stdata\w+$/,
  'undelivered-events': /\/blobServices\/default\/containers\/undelivered-events$/,
  telemetry: /\/Microsoft\.Insights\/components\/[\w-]+$/,
  mail: /\/Microsoft\.Communication\/communicationServices\/[\w-]+$/,
};

const grants = (resources: readonly Resource[]) =>
  ofType(resources, 'Microsoft.Authorization/roleAssignments').map((each) => ({
    scope: each.id.split('/providers/Microsoft.Authorization/')[0] ?? '',
    role: String(at(each, 'properties.roleDefinitionId')).split('/').at(-1) ?? '',
    to: at(each, 'properties.principalType'),
    name: each.name,
  }));

/** Each grant in words, for a person to read in the test. */
export const grantsInWords = (resources: readonly Resource[]): string[] =>
  grants(resources).map(({ role, scope }) => {
    const on = Object.entries(scopes).find(([, pattern]) => pattern.test(scope))?.[0];
    return `${allowed[role]?.role ?? role} on ${on ?? scope}`;
  });

export const grantsOnlyAllowedRoles: Rule = (resources) =>
  grants(resources)
    .filter(({ role, scope }) => !allowed[role]?.on.some((on) => scopes[on]?.test(scope)))
    .map(({ role, scope }) => `${allowed[role]?.role ?? role} on ${scope}`);

/** Nothing wider than one resource: no resource group, no subscription. */
export const grantsOnOneResource: Rule = (resources) =>
  grants(resources)
    .filter(({ scope }) => !/\/resourceGroups\/[^/]+\/providers\/[^/]+\/[^/]+\/[^/]+/.test(scope))
    .map(({ scope }) => `granted on all of ${scope}`);

/** Azure looks an identity that has just been made up as a service principal, or not at all. */
export const grantsToIdentities: Rule = (resources) =>
  grants(resources)
    .filter(({ to }) => to !== 'ServicePrincipal')
    .map(({ to }) => `granted to a ${String(to)}`);

/** Made from IDs that are known beforehand: a deployment that runs again finds the same grant. */
export const grantNamesAreKnown: Rule = (resources) =>
  grants(resources)
    .filter(({ name }) => !/^[\da-f-]{36}$/.test(name))
    .map(({ name }) => `named ${name}`);

/** Kind of resource, path, and what must stand there. */
const hardened: readonly (readonly [type: string, path: string, value: boolean | string])[] = [
  ['Microsoft.Storage/storageAccounts', 'properties.allowSharedKeyAccess', false],
  ['Microsoft.Storage/storageAccounts', 'properties.allowBlobPublicAccess', false],
  ['Microsoft.Storage/storageAccounts', 'properties.allowCrossTenantReplication', false],
  ['Microsoft.Storage/storageAccounts', 'properties.defaultToOAuthAuthentication', true],
  ['Microsoft.Storage/storageAccounts', 'properties.minimumTlsVersion', 'TLS1_2'],
  ['Microsoft.Storage/storageAccounts', 'properties.supportsHttpsTrafficOnly', true],
  ['Microsoft.OperationalInsights/workspaces', 'properties.features.disableLocalAuth', true],
  ['Microsoft.Insights/components', 'properties.DisableLocalAuth', true],
  ['Microsoft.Communication/communicationServices', 'properties.disableLocalAuth', true],
  [
    'Microsoft.Communication/emailServices/domains',
    'properties.userEngagementTracking',
    'Disabled',
  ],
  ['Microsoft.Web/sites', 'properties.httpsOnly', true],
  ['Microsoft.Web/sites', 'properties.siteConfig.minTlsVersion', '1.2'],
  ['Microsoft.Web/sites', 'properties.siteConfig.scmMinTlsVersion', '1.2'],
  ['Microsoft.Web/sites/basicPublishingCredentialsPolicies', 'properties.allow', false],
];
export const hardenedPaths = hardened.map(([type, path]) => [type, path] as const);

/** Also complains where there is nothing of the kind: a rule over nothing would hold for ever. */
export const isHardened: Rule = (resources) =>
  hardened.flatMap(([type, path, value]) => {
    const found = ofType(resources, type);
    const wrong = found.filter((each) => at(each, path) !== value);
    if (found.length === 0) return [`no ${type}`];
    return wrong.map(({ name }) => `${name}: ${path} is not ${String(value)}`);
  });

/** Words that only a secret, a key or a way around the rules above would bring in. */
export function secretsIn(text: string): string[] {
  const words =
    /@secure|secureString|secureObject|list(?:Account)?Keys|listAccountSas|Microsoft\.KeyVault|AccountKey=|accesskey=|SharedAccessSignature/gi;
  return [...text.matchAll(words)].map(([word]) => word);
}
