// Who is told when, by e-mail. First of all: the reconciliation has been silent. It finds everything else that stands
// still, and after a deployment timers have been seen to stop for good while requests were answered as ever.
import { Names } from 'names.bicep'
import { endings, eventNames, failures, functionNames, linesOf, runsOf } from 'queries.bicep'

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
    title: 'A mail has waited for more than an hour'
    query: '${linesOf(eventNames.reconciled)} | extend seconds = todouble(line.oldestMailSeconds)'
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
    query: '${linesOf(eventNames.reconciled)} | extend repaired = todouble(line.started) + todouble(line.woken)'
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
    query: endings
    column: 'secondsLate'
    aggregation: 'Maximum'
    operator: 'GreaterThan'
    threshold: 3600
    every: 'PT15M'
    window: 'PT1H'
    severity: 2
  }
]

resource applicationInsights 'Microsoft.Insights/components@2020-02-02' existing = {
  name: names.applicationInsights
}

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
      actions: { actionGroups: empty(email) ? [] : [operators.id] }
    }
  }
]

module storageAlerts 'storage-alerts.bicep' = [
  for accountName in [names.hostStorage, names.dataStorage]: {
    params: { tags: tags, accountName: accountName, actions: empty(email) ? [] : [{ actionGroupId: operators.id }] }
  }
]
