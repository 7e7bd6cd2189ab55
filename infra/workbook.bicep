// The page on which one sees at once how the Customers page fares; its time range is chosen at the top.
import { Names } from 'names.bicep'
import { changesBy, endings, eventNames, failures, functionNames, linesOf, runsOf, transitions } from 'queries.bicep'

param location string
param tags { *: string }
param names Names

type Chart = {
  title: string
  query: string
  look: 'timechart' | 'table'
}

var byTime = 'bin(timestamp, {span:grain})'
var charts Chart[] = [
  {
    title: 'Associations opened'
    query: '${changesBy(transitions.openings)} | summarize opened = count() by transition, ${byTime}'
    look: 'timechart'
  }
  {
    title: 'Consents by outcome'
    query: '${changesBy(transitions.consentOutcomes)} | summarize consents = count() by transition, ${byTime}'
    look: 'timechart'
  }
  {
    title: 'Hours from request to answer (median, 9 of 10)'
    query: '${changesBy(transitions.answers)} | summarize percentiles(todouble(line.hoursToAnswer), 50, 90) by ${byTime}'
    look: 'timechart'
  }
  {
    title: 'Mails by outcome'
    query: '${linesOf(eventNames.mail)} | summarize mails = count() by outcome = tostring(line.outcome), ${byTime}'
    look: 'timechart'
  }
  {
    title: 'Delivery reports by status'
    query: '${linesOf(eventNames.report)} | summarize mails = dcount(tostring(line.mail)) by status = tostring(line.status), ${byTime}'
    look: 'timechart'
  }
  {
    title: 'Seconds that the oldest waiting mail has waited'
    query: '${linesOf(eventNames.reconciled)} | summarize seconds = max(todouble(line.oldestMailSeconds)) by ${byTime}'
    look: 'timechart'
  }
  {
    title: 'Associations that the reconciliation looked at, drove on, and failed with'
    query: '${linesOf(eventNames.reconciled)} | summarize looked = sum(toint(line.looked)), started = sum(toint(line.started)), woken = sum(toint(line.woken)), failed = sum(toint(line.failed)) by ${byTime}'
    look: 'timechart'
  }
  {
    title: 'Endings by kind'
    query: '${endings} | summarize endings = count() by transition, ${byTime}'
    look: 'timechart'
  }
  {
    title: 'Lateness of endings in seconds (median, greatest)'
    query: '${endings} | summarize percentile(secondsLate, 50), max(secondsLate) by ${byTime}'
    look: 'timechart'
  }
  {
    title: 'Runs of the reconciliation (three in 15 minutes)'
    query: '${runsOf(functionNames.reconcile)} | summarize runs = count() by ${byTime}'
    look: 'timechart'
  }
  {
    title: 'Failures by function'
    query: '${failures} | summarize failures = count(), latest = max(timestamp) by name, resultCode | order by failures desc'
    look: 'table'
  }
  {
    title: 'Requests refused or failed, by status'
    query: '${linesOf(eventNames.error)} | summarize answers = count() by status = tostring(line.status), ${byTime}'
    look: 'timechart'
  }
  {
    title: 'Faults by kind'
    query: '${linesOf(eventNames.fault)} | summarize faults = count(), latest = max(timestamp) by operation = tostring(line.operation), doing = tostring(line.doing), name = tostring(line.fault.name), code = tostring(line.fault.code) | order by faults desc'
    look: 'table'
  }
]

var content = {
  version: 'Notebook/1.0'
  fallbackResourceIds: [applicationInsights.id]
  items: [
    {
      type: 9
      name: 'span'
      content: {
        version: 'KqlParameterItem/1.0'
        parameters: [
          {
            name: 'span'
            label: 'Time'
            type: 4
            isRequired: true
            value: { durationMs: 604800000 }
            typeSettings: {
              selectableValues: map([3600000, 86400000, 604800000, 2592000000], ms => { durationMs: ms })
            }
          }
        ]
      }
    }
    ...map(charts, chart => {
      type: 3
      name: chart.title
      content: {
        version: 'KqlItem/1.0'
        title: chart.title
        query: chart.query
        queryType: 0
        resourceType: 'microsoft.insights/components'
        timeContextFromParameter: 'span'
        visualization: chart.look
      }
    })
  ]
}

resource applicationInsights 'Microsoft.Insights/components@2020-02-02' existing = {
  name: names.applicationInsights
}

resource workbook 'Microsoft.Insights/workbooks@2023-06-01' = {
  name: guid(applicationInsights.id, 'workbook')
  location: location
  tags: tags
  kind: 'shared'
  properties: {
    displayName: 'Customers page'
    category: 'workbook'
    sourceId: applicationInsights.id
    serializedData: string(content)
  }
}
