// Who is told when, by e-mail. First of all: the reconciliation has been silent. It finds everything else that stands
// still, and after a deployment timers have been seen to stop for good while requests were answered as ever.
import { Names } from 'names.bicep'
import { eventNames, failures, functionNames, linesOf, runsOf } from 'queries.bicep'

param location string
param tags { *: string }
param names Names

@description('Who is told; empty for nobody: alerts then only show in the portal.')
param email string

type LogAlert = {
  name: string
  title: string
  query: string
  @description('The column that is compared; without it the rows are counted.')
  column: string?
  aggregation: 'Count' | 'Total' | 'Maximum'
  operator: 'LessThan' | 'GreaterThan'
  threshold: int
  every: 'PT5M' | 'PT15M'
  window: 'PT15M' | 'PT1H'
  severity: 1 | 2
}

var logAlerts LogAlert[] = [
  {
    name: 'reconcile-silent'
    title: 'The reconciliation has been silent for 15 minutes'
    query: runsOf(functionNames.reconcile)
    aggregation: 'Count'
    operator: 'LessThan'
    threshold: 1
    every: 'PT5M'
    window: 'PT15M'
    severity: 1
  }
  {
    name: 'failures'
    title: 'More than 5 requests or runs failed in 15 minutes'
    query: failures
    aggregation: 'Count'
    operator: 'GreaterThan'
    threshold: 5
    every: 'PT5M'
    window: 'PT15M'
    severity: 2
  }
  {
    name: 'mails-refused'
    title: 'More than 3 mails were refused for good in an hour'
    query: '${linesOf(eventNames.mail)} | where tostring(line.outcome) == "refused"'
    column: 'itemCount'
    aggregation: 'Total'
    operator: 'GreaterThan'
    threshold: 3
    every: 'PT15M'
    window: 'PT1H'
    severity: 2
  }
  {
    name: 'outbox-old'
    title: 'A mail has been due for more than an hour'
    query: '${linesOf(eventNames.outbox)} | extend seconds = todouble(line.seconds)'
    column: 'seconds'
    aggregation: 'Maximum'
    operator: 'GreaterThan'
    threshold: 3600
    every: 'PT15M'
    window: 'PT1H'
    severity: 2
  }
  {
    name: 'orchestrations-stuck'
    title: 'The reconciliation drove on more than 20 orchestrations in an hour'
    query: '${linesOf(eventNames.reconciled)} | extend repaired = todouble(line.repaired)'
    column: 'repaired'
    aggregation: 'Total'
    operator: 'GreaterThan'
    threshold: 20
    every: 'PT15M'
    window: 'PT1H'
    severity: 2
  }
  {
    name: 'endings-late'
    title: 'An ending was recorded more than an hour late'
    query: '${linesOf(eventNames.ending)} | extend secondsLate = todouble(line.secondsLate)'
    column: 'secondsLate'
    aggregation: 'Maximum'
    operator: 'GreaterThan'
    threshold: 3600
    every: 'PT15M'
    window: 'PT1H'
    severity: 2
  }
]

// What each storage account is asked; the platform measures both.
var storageAlerts = [
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
var accountNames = [names.hostStorage, names.dataStorage]
var storageChecks = flatten(map(range(0, 2), index => map(storageAlerts, alert => { ...alert, account: index })))

resource applicationInsights 'Microsoft.Insights/components@2020-02-02' existing = {
  name: names.applicationInsights
}

resource accounts 'Microsoft.Storage/storageAccounts@2025-06-01' existing = [
  for name in accountNames: {
    name: name
  }
]

resource operators 'Microsoft.Insights/actionGroups@2023-01-01' = if (!empty(email)) {
  name: names.actionGroup
  location: 'global'
  tags: tags
  properties: {
    groupShortName: 'customers'
    enabled: true
    emailReceivers: [{ name: 'operators', emailAddress: email, useCommonAlertSchema: true }]
  }
}
var told = empty(email) ? [] : [operators.id]

resource logRules 'Microsoft.Insights/scheduledQueryRules@2023-12-01' = [
  for alert in logAlerts: {
    name: alert.name
    location: location
    tags: tags
    kind: 'LogAlert'
    properties: {
      displayName: alert.title
      severity: alert.severity
      enabled: true
      autoMitigate: true
      scopes: [applicationInsights.id]
      evaluationFrequency: alert.every
      windowSize: alert.window
      criteria: {
        allOf: [
          {
            query: alert.query
            metricMeasureColumn: alert.?column
            timeAggregation: alert.aggregation
            operator: alert.operator
            threshold: alert.threshold
            failingPeriods: { numberOfEvaluationPeriods: 1, minFailingPeriodsToAlert: 1 }
          }
        ]
      }
      actions: { actionGroups: told }
    }
  }
]

resource storageRules 'Microsoft.Insights/metricAlerts@2018-03-01' = [
  for check in storageChecks: {
    name: '${accountNames[check.account]}-${check.name}'
    location: 'global'
    tags: tags
    properties: {
      description: 'The storage account ${accountNames[check.account]} ${check.title}'
      severity: 2
      enabled: true
      autoMitigate: true
      scopes: [accounts[check.account].id]
      evaluationFrequency: 'PT5M'
      windowSize: 'PT15M'
      criteria: {
        'odata.type': 'Microsoft.Azure.Monitor.SingleResourceMultipleMetricCriteria'
        allOf: [
          {
            name: check.name
            criterionType: 'StaticThresholdCriterion'
            metricName: check.metric
            timeAggregation: check.aggregation
            operator: check.operator
            threshold: check.threshold
            dimensions: check.dimensions
          }
        ]
      }
      actions: [for id in told: { actionGroupId: id }]
    }
  }
]
