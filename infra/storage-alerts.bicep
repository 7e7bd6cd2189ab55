// Who is told when one storage account is throttled or does not answer; the platform measures both.
param tags { *: string }
param accountName string

param actions { actionGroupId: string }[]

var alerts = [
  {
    name: 'throttled'
    title: 'was throttled more than 10 times in 15 minutes'
    metric: 'Transactions'
    aggregation: 'Total'
    operator: 'GreaterThan'
    threshold: 10
    dimensions: [
      {
        name: 'ResponseType'
        operator: 'Include'
        values: [
          'ServerBusyError'
          'ClientThrottlingError'
          'ClientAccountRequestThrottlingError'
          'ClientAccountBandwidthThrottlingError'
        ]
      }
    ]
  }
  {
    name: 'unavailable'
    title: 'answered less than 99 % of all requests for 15 minutes'
    metric: 'Availability'
    aggregation: 'Average'
    operator: 'LessThan'
    threshold: 99
    dimensions: []
  }
]

resource account 'Microsoft.Storage/storageAccounts@2025-06-01' existing = {
  name: accountName
}

resource rules 'Microsoft.Insights/metricAlerts@2018-03-01' = [
  for alert in alerts: {
    name: '${accountName}-${alert.name}'
    location: 'global'
    tags: tags
    properties: {
      description: 'The storage account ${accountName} ${alert.title}'
      severity: 2
      enabled: true
      autoMitigate: true
      scopes: [account.id]
      evaluationFrequency: 'PT5M'
      windowSize: 'PT15M'
      criteria: {
        'odata.type': 'Microsoft.Azure.Monitor.SingleResourceMultipleMetricCriteria'
        allOf: [
          {
            name: alert.name
            criterionType: 'StaticThresholdCriterion'
            metricName: alert.metric
            timeAggregation: alert.aggregation
            operator: alert.operator
            threshold: alert.threshold
            dimensions: alert.dimensions
          }
        ]
      }
      actions: actions
    }
  }
]
