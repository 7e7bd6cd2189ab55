// E-mail: from the domain that Azure manages, or from an own one as soon as it is verified. The app's identity sends.
import { Names, roles } from 'names.bicep'

param tags { *: string }
param names Names

@description('Where mails are kept on their way, such as `Europe`. It can\'t be changed later.')
param dataLocation string

@description('A domain of one\'s own, such as `mail.contoso.com`; empty for none.')
param ownDomain string

@description('Its DNS records are set and verified; mails go on coming from Azure\'s domain until then.')
param isOwnDomainVerified bool

resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' existing = {
  name: names.identity
}

resource emailService 'Microsoft.Communication/emailServices@2025-09-01' = {
  name: names.emailService
  location: 'global'
  tags: tags
  properties: { dataLocation: dataLocation }
}

resource azureDomain 'Microsoft.Communication/emailServices/domains@2025-09-01' = {
  parent: emailService
  name: 'AzureManagedDomain'
  location: 'global'
  tags: tags
  properties: { domainManagement: 'AzureManaged', userEngagementTracking: 'Disabled' }
}

resource customerDomain 'Microsoft.Communication/emailServices/domains@2025-09-01' = if (!empty(ownDomain)) {
  parent: emailService
  name: empty(ownDomain) ? 'none.example' : ownDomain
  location: 'global'
  tags: tags
  properties: { domainManagement: 'CustomerManaged', userEngagementTracking: 'Disabled' }
}

var isOwn = !empty(ownDomain) && isOwnDomainVerified

resource communicationService 'Microsoft.Communication/communicationServices@2025-09-01' = {
  name: names.communicationService
  location: 'global'
  tags: tags
  properties: {
    dataLocation: dataLocation
    disableLocalAuth: true
    linkedDomains: [isOwn ? customerDomain.id : azureDomain.id]
  }
}

resource sendRole 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(communicationService.id, identity.id, roles.communicationAndEmailServiceOwner)
  scope: communicationService
  properties: {
    principalId: identity.properties.principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId(
      'Microsoft.Authorization/roleDefinitions',
      roles.communicationAndEmailServiceOwner
    )
  }
}

@description('What the service grants before a higher quota is asked for: 5 a minute and 10 an hour from Azure\'s domain.')
output grantedQuota { perMinute: int, perHour: int } = isOwn
  ? { perMinute: 30, perHour: 100 }
  : { perMinute: 5, perHour: 10 }
output endpoint string = 'https://${communicationService.properties.hostName}'
output senderAddress string = 'DoNotReply@${isOwn ? ownDomain : azureDomain.properties.fromSenderDomain}'
