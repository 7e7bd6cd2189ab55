// What things are called, the roles that are granted, and the app's tables: here and nowhere else.

@export()
@description('Every name that is deployed. Storage accounts: 3 to 24 small letters and digits.')
type Names = {
  identity: string
  @minLength(3)
  @maxLength(24)
  hostStorage: string
  @minLength(3)
  @maxLength(24)
  dataStorage: string
  workspace: string
  applicationInsights: string
  emailService: string
  communicationService: string
  plan: string
  @description('The first 32 letters make the host ID: so it has no more.')
  @maxLength(32)
  app: string
  network: string
  natGateway: string
  actionGroup: string
}

@export()
@description('`token` tells one environment of a subscription from another.')
func namesOf(token string) Names => {
  identity: 'id-customers-${token}'
  hostStorage: 'sthost${token}'
  dataStorage: 'stdata${token}'
  workspace: 'log-${token}'
  applicationInsights: 'appi-${token}'
  emailService: 'email-${token}'
  communicationService: 'acs-${token}'
  plan: 'plan-${token}'
  app: 'func-customers-${token}'
  network: 'vnet-${token}'
  natGateway: 'nat-${token}'
  actionGroup: 'ag-${token}'
}

@export()
@description('Built-in roles, by their names.')
var roles = {
  // The host's leases and keys, and the deployed package.
  storageBlobDataOwner: 'b7e6dc6d-f1e8-4753-8033-0f276bb0955b'
  // Events that could not be delivered.
  storageBlobDataContributor: 'ba92f5b4-2d11-453d-a403-e96b0029c9fe'
  storageQueueDataContributor: '974c5e8b-45b9-4653-ba55-5f855dd0fb88'
  storageTableDataContributor: '0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3'
  // Telemetry without a key.
  monitoringMetricsPublisher: '3913510d-42f4-4e42-8a64-420c390055eb'
  // Sends mails with an identity; there is no built-in role that may do only that.
  communicationAndEmailServiceOwner: '09976791-48a7-449e-bb21-39d1a415f350'
}

@export()
@description('`tableNames` of shared/store/tables.ts; a test compares them.')
var tableNames = [
  'Customers'
  'CustomersPages'
  'DueAssociations'
  'MailControl'
  'ReferenceData'
  'IdempotentAnswers'
]

@export()
var containerNames = {
  // What is deployed.
  package: 'app-package'
  undeliveredEvents: 'undelivered-events'
}
