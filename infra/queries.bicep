// What is asked of the telemetry, for alerts and workbook alike. `requests` holds a row for each run of a function under
// its registered name; what the app tells about its business is a line of JSON with its name in `event`.

@export()
@description('The functions whose runs are looked for, as functions/app.ts registers them.')
var functionNames = {
  reconcile: 'reconcile'
}

@export()
@description('The lines that are asked for, of those that functions/log/events.ts lists with their facts.')
var eventNames = {
  change: 'changeRecorded'
  mail: 'mailHandled'
  report: 'mailReported'
  reconciled: 'reconciled'
  error: 'errorAnswered'
  fault: 'fault'
}

@export()
@description('The lines of one event as a table with the column `line`. host.json lets none be sampled away.')
func linesOf(event string) string =>
  'traces | where message startswith "{" | extend line = parse_json(message) | where tostring(line.event) == "${event}"'

@export()
@description('What is asked about, in the words of the audit trail.')
var transitions = {
  openings: ['addCustomer', 'claimCustomer']
  answers: ['approve', 'decline']
  consentOutcomes: ['approve', 'decline', 'expireConsent']
  endings: ['expireConsent', 'expireDelivery', 'supersede']
}

@export()
@description('The changes of associations by these transitions, each with its `transition`.')
func changesBy(some string[]) string =>
  '${linesOf(eventNames.change)} | extend transition = tostring(line.transition) | where transition in ("${join(some, '", "')}")'

@export()
@description('What time or a rival has ended, each with its `transition` and `secondsLate`.')
var endings = '${changesBy(transitions.endings)} | extend secondsLate = todouble(line.secondsLate)'

@export()
@description('Runs of one function, whatever came of them.')
func runsOf(function string) string => 'requests | where name == "${function}"'

@export()
@description('Requests answered with a fault of ours, and runs of all other functions that failed. Of HTTP `requests` holds no status.')
var failures = 'union (requests | where toint(resultCode) >= 500 or (success == false and toint(resultCode) == 0) | project timestamp, name, resultCode), (${linesOf(eventNames.error)} | where toint(line.status) >= 500 | project timestamp, name = tostring(line.operation), resultCode = tostring(line.status))'
