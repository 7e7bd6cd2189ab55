// The Customers page in one resource group: layer `app` of azure.yaml. Delivery reports are subscribed to in infra/events.
targetScope = 'subscription'

import { namesOf } from 'names.bicep'

@minLength(1)
@maxLength(64)
param environmentName string
param location string

@description('The registration that infra/entra/register-app.sh makes.')
@minLength(36)
@maxLength(36)
param apiClientId string

@description('The tenant whose role ReferenceData.Import counts.')
@minLength(36)
@maxLength(36)
param operatorTenantId string

@description('The registration of the page; empty for no page.')
param portalClientId string

@description('Only private endpoints reach the storage; costs a NAT gateway and four private endpoints.')
param isPrivate bool

@allowed(['22', '24'])
param nodeVersion string

@description('Instances that always wait for requests; two where a cold start would be noticed, since one is drained now and then.')
@minValue(0)
@maxValue(20)
param alwaysReadyForRequests int

@allowed(['Standard_LRS', 'Standard_ZRS', 'Standard_GZRS'])
param dataRedundancy string
param lockData bool

@description('Where the app has a host name of its own: its address, such as `https://customers.contoso.com`.')
param publicBaseUrl string

@description('`https://graph.microsoft.com` to find customers\' tenants by Microsoft Graph; the identity then needs CrossTenantInformation.ReadBasic.All.')
param graphUrl string

param mailDataLocation string
param mailDomain string
param isMailDomainVerified bool

@description('Mails that the service grants; 0 for its defaults.')
@minValue(0)
param mailsPerMinute int
@minValue(0)
param mailsPerHour int

@description('Who is told when something is wrong; empty for nobody.')
param alertEmail string

var names = namesOf(uniqueString(subscription().id, environmentName, location))
var tags = { 'azd-env-name': environmentName }

resource group 'Microsoft.Resources/resourceGroups@2025-04-01' = {
  name: 'rg-${environmentName}'
  location: location
  tags: tags
}

module foundation 'foundation.bicep' = {
  scope: group
  params: {
    location: location
    tags: tags
    names: names
    isPrivate: isPrivate
    dataRedundancy: dataRedundancy
    lockData: lockData
  }
}

module network 'network.bicep' = if (isPrivate) {
  scope: group
  params: { location: location, tags: tags, names: names }
  dependsOn: [foundation]
}

module mail 'mail.bicep' = {
  scope: group
  params: {
    tags: tags
    names: names
    dataLocation: mailDataLocation
    ownDomain: mailDomain
    isOwnDomainVerified: isMailDomainVerified
  }
  dependsOn: [foundation]
}

module app 'app.bicep' = {
  scope: group
  params: {
    location: location
    tags: tags
    names: names
    nodeVersion: nodeVersion
    alwaysReadyForRequests: alwaysReadyForRequests
    subnetId: network.?outputs.appSubnetId ?? ''
    publicBaseUrl: publicBaseUrl
    tablesEndpoint: foundation.outputs.tablesEndpoint
    mail: {
      endpoint: mail.outputs.endpoint
      senderAddress: mail.outputs.senderAddress
      perMinute: mailsPerMinute == 0 ? mail.outputs.grantedQuota.perMinute : mailsPerMinute
      perHour: mailsPerHour == 0 ? mail.outputs.grantedQuota.perHour : mailsPerHour
    }
    signIn: {
      apiClientId: apiClientId
      portalClientId: portalClientId
      operatorTenantId: operatorTenantId
    }
    graphUrl: graphUrl
  }
}

module alerts 'alerts.bicep' = {
  scope: group
  params: { location: location, tags: tags, names: names, email: alertEmail }
  dependsOn: [foundation]
}

module workbook 'workbook.bicep' = {
  scope: group
  params: { location: location, tags: tags, names: names }
  dependsOn: [foundation]
}

output AZURE_RESOURCE_GROUP string = group.name
output APP_NAME string = names.app
output APP_URL string = app.outputs.url
output COMMUNICATION_SERVICE_NAME string = names.communicationService
output DATA_STORAGE_NAME string = names.dataStorage
output TABLES_ENDPOINT string = foundation.outputs.tablesEndpoint
