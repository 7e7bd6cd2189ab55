// The app on Flex Consumption, and every setting that it has. The settings are a resource that replaces all of them:
// what is set elsewhere is gone at the next deployment, so it is set here.
import { containerNames, Names } from 'names.bicep'

param location string
param tags { *: string }
param names Names
param nodeVersion string

param alwaysReadyForRequests int

@description('The subnet of the private network; empty for none.')
param subnetId string

@description('Where customers and partners reach the app, where it has a host name of its own; else empty.')
param publicBaseUrl string
param tablesEndpoint string
param mail Mail
param signIn SignIn

@description('Microsoft Graph, asked for tenants with the app\'s identity; empty to ask Entra\'s public endpoint.')
param graphUrl string

@export()
type Mail = {
  endpoint: string
  senderAddress: string
  perMinute: int
  perHour: int
}

@export()
type SignIn = {
  @description('The API\'s registration: the audience of every token.')
  @minLength(36)
  @maxLength(36)
  apiClientId: string
  @description('The page\'s registration, which may be the same; empty for no page.')
  portalClientId: string
  @description('Whose role ReferenceData.Import counts.')
  @minLength(36)
  @maxLength(36)
  operatorTenantId: string
}

var entra = environment().authentication.loginEndpoint

// `AzureWebJobsStorage` itself must not be there, not even empty: it would hide these.
var hostSettings = {
  AzureWebJobsStorage__accountName: hostStorage.name
  AzureWebJobsStorage__blobServiceUri: hostStorage.properties.primaryEndpoints.blob
  AzureWebJobsStorage__queueServiceUri: hostStorage.properties.primaryEndpoints.queue
  AzureWebJobsStorage__tableServiceUri: hostStorage.properties.primaryEndpoints.table
  AzureWebJobsStorage__credential: 'managedidentity'
  AzureWebJobsStorage__clientId: identity.properties.clientId
  // The host lets 32 kB of headers through, Node 16: what lies between would never reach the app.
  languageWorkers__node__arguments: '--max-http-header-size=65536'
  APPLICATIONINSIGHTS_CONNECTION_STRING: applicationInsights.properties.ConnectionString
  APPLICATIONINSIGHTS_AUTHENTICATION_STRING: 'ClientId=${identity.properties.clientId};Authorization=AAD'
}

// What shared/config.ts reads; an empty one counts as not there.
var appSettings = {
  AZURE_CLIENT_ID: identity.properties.clientId
  AZURE_TOKEN_CREDENTIALS: 'ManagedIdentityCredential'
  TABLES_ENDPOINT: tablesEndpoint
  MAIL_ENDPOINT: mail.endpoint
  MAIL_SENDER_ADDRESS: mail.senderAddress
  MAILS_PER_MINUTE: string(mail.perMinute)
  MAILS_PER_HOUR: string(mail.perHour)
  PUBLIC_BASE_URL: empty(publicBaseUrl) ? 'https://${site.properties.defaultHostName}' : publicBaseUrl
  AUTH_ISSUERS: '${entra}{tenantid}/v2.0'
  AUTH_AUDIENCES: signIn.apiClientId
  AUTH_JWKS_URI: '${entra}common/discovery/v2.0/keys'
  OPERATOR_TENANT_ID: signIn.operatorTenantId
  TENANT_DIRECTORY_URL: entra
  GRAPH_URL: graphUrl
  PORTAL_SIGN_IN: empty(signIn.portalClientId)
    ? ''
    : string({
        kind: 'entra'
        clientId: signIn.portalClientId
        authority: '${entra}organizations'
        scope: '${signIn.apiClientId}/Customers.ReadWrite'
      })
  EXPIRY_MARGIN_SECONDS: '60'
  RETENTION_DAYS: '1095'
}

// One for the orchestrations, so that somebody always looks at their queues; for requests as many as are asked for.
var forOrchestrations = { name: 'durable', instanceCount: 1 }
var forRequests = { name: 'http', instanceCount: alwaysReadyForRequests }

resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' existing = {
  name: names.identity
}

resource hostStorage 'Microsoft.Storage/storageAccounts@2025-06-01' existing = {
  name: names.hostStorage
}

resource applicationInsights 'Microsoft.Insights/components@2020-02-02' existing = {
  name: names.applicationInsights
}

resource plan 'Microsoft.Web/serverfarms@2025-03-01' = {
  name: names.plan
  location: location
  tags: tags
  kind: 'functionapp'
  sku: { name: 'FC1', tier: 'FlexConsumption' }
  properties: { reserved: true }
}

resource site 'Microsoft.Web/sites@2025-03-01' = {
  name: names.app
  location: location
  tags: { ...tags, 'azd-service-name': 'api' }
  kind: 'functionapp,linux'
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: { '${identity.id}': {} }
  }
  properties: {
    serverFarmId: plan.id
    httpsOnly: true
    virtualNetworkSubnetId: empty(subnetId) ? null : subnetId
    siteConfig: { minTlsVersion: '1.2', scmMinTlsVersion: '1.2' }
    functionAppConfig: {
      runtime: { name: 'node', version: nodeVersion }
      scaleAndConcurrency: {
        instanceMemoryMB: 2048
        // The mail service's quota is the bound of all work: more instances would only wait for it.
        maximumInstanceCount: 40
        // Half of what host.json lets run at once: another instance comes before requests wait for each other.
        triggers: { http: { perInstanceConcurrency: 50 } }
        alwaysReady: alwaysReadyForRequests == 0 ? [forOrchestrations] : [forOrchestrations, forRequests]
      }
      deployment: {
        storage: {
          type: 'blobContainer'
          value: '${hostStorage.properties.primaryEndpoints.blob}${containerNames.package}'
          authentication: {
            type: 'UserAssignedIdentity'
            userAssignedIdentityResourceId: identity.id
          }
        }
      }
    }
  }

  // Nobody deploys with a password.
  resource noFtpPassword 'basicPublishingCredentialsPolicies' = {
    name: 'ftp'
    properties: { allow: false }
  }

  resource noScmPassword 'basicPublishingCredentialsPolicies' = {
    name: 'scm'
    properties: { allow: false }
  }

  resource siteSettings 'config' = {
    name: 'appsettings'
    properties: { ...hostSettings, ...appSettings }
  }
}

output url string = 'https://${site.properties.defaultHostName}'
