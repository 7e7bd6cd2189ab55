// The page on which one sees at once how the Customers page fares; its time range is chosen at the top.
import { Names } from 'names.bicep'
import { eventNames, failures, functionNames, linesOf, runsOf } from 'queries.bicep'

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
    query: '${linesOf(eventNames.opened)} | summarize opened = sum(toint(line.count) * itemCount) by ${byTime}'
    look: 'timechart'
  }
  {
    title: 'Consents by outcome'
    query: '${linesOf(eventNames.answered)} | summarize answers = sum(itemCount) by outcome = tostring(line.outcome), ${byTime}'
    look: 'timechart'
  }
  {
    title: 'Hours from request to answer (median, 9 of 10)'
    query: '${linesOf(eventNames.answered)} | summarize percentiles(todouble(line.hours), 50, 90) by ${byTime}'
    look: 'timechart'
  }
  {
    title: 'Mails by outcome'
    query: '${linesOf(eventNames.mail)} | summarize mails = sum(itemCount) by outcome = tostring(line.outcome), ${byTime}'
    look: 'timechart'
  }
  {
    title: 'Age of the oldest due mail in seconds'
    query: '${linesOf(eventNames.outbox)} | summarize seconds = max(todouble(line.seconds)) by ${byTime}'
    look: 'timechart'
  }
  {
    title: 'Associations that the reconciliation looked at and drove on'
    query: '${linesOf(eventNames.reconciled)} | summarize looked = sum(toint(line.looked)), repaired = sum(toint(line.repaired)) by ${byTime}'
    look: 'timechart'
  }
  {
    title: 'Endings by kind'
    query: '${linesOf(eventNames.ending)} | summarize endings = sum(itemCount) by ending = tostring(line.ending), ${byTime}'
    look: 'timechart'
  }
  {
    title: 'Lateness of endings in seconds (median, greatest)'
    query: '${linesOf(eventNames.ending)} | summarize percentile(todouble(line.secondsLate), 50), max(todouble(line.secondsLate)) by ${byTime}'
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
