// Layer `events` of azure.yaml: the mail service's delivery reports reach the function `recordDeliveryReport`. It comes
// after the deployment, since Event Grid asks for the function at once. What it can't deliver is kept as a blob.
import { containerNames, roles } from '../names.bicep'

param communicationServiceName string
param appName string
param dataStorageName string
param tags { *: string }

resource communicationService 'Microsoft.Communication/communicationServices@2025-09-01' existing = {
  name: communicationServiceName
}

resource app 'Microsoft.Web/sites@2025-03-01' existing = {
  name: appName

  resource recordDeliveryReport 'functions' existing = {
    name: 'recordDeliveryReport'
  }
}

resource dataStorage 'Microsoft.Storage/storageAccounts@2025-06-01' existing = {
  name: dataStorageName

  resource blobs 'blobServices' existing = {
    name: 'default'

    resource undelivered 'containers' existing = {
      name: containerNames.undeliveredEvents
    }
  }
}

resource topic 'Microsoft.EventGrid/systemTopics@2025-02-15' = {
  name: 'evgt-${communicationServiceName}'
  location: 'global'
  tags: tags
  identity: { type: 'SystemAssigned' }
  properties: {
    source: communicationService.id
    topicType: 'Microsoft.Communication.CommunicationServices'
  }
}

resource undeliveredRole 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(dataStorage::blobs::undelivered.id, topic.id, roles.storageBlobDataContributor)
  scope: dataStorage::blobs::undelivered
  properties: {
    principalId: topic.identity.principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId(
      'Microsoft.Authorization/roleDefinitions',
      roles.storageBlobDataContributor
    )
  }
}

resource subscription 'Microsoft.EventGrid/systemTopics/eventSubscriptions@2025-02-15' = {
  parent: topic
  name: 'delivery-reports'
  properties: {
    eventDeliverySchema: 'EventGridSchema'
    filter: { includedEventTypes: ['Microsoft.Communication.EmailDeliveryReportReceived'] }
    retryPolicy: { maxDeliveryAttempts: 30, eventTimeToLiveInMinutes: 1440 }
    destination: {
      endpointType: 'AzureFunction'
      properties: {
        resourceId: app::recordDeliveryReport.id
        maxEventsPerBatch: 1
        preferredBatchSizeInKilobytes: 64
      }
    }
    deadLetterWithResourceIdentity: {
      identity: { type: 'SystemAssigned' }
      deadLetterDestination: {
        endpointType: 'StorageBlob'
        properties: {
          resourceId: dataStorage.id
          blobContainerName: containerNames.undeliveredEvents
        }
      }
    }
  }
  dependsOn: [undeliveredRole]
}
