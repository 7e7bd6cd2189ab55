// What is asked of the telemetry, for alerts and workbook alike. `requests` holds a row for each run of a function under
// its registered name; what the app tells about its business is a line of JSON with its name in `event`.

@export()
@description('The functions whose runs are looked for, as functions/app.ts registers them.')
var functionNames = {
  reconcile: 'reconcile'
}

@export()
@description('The lines that the app writes, and the fields that are read here.')
var eventNames = {
  // count
  opened: 'associationsOpened'
  // outcome, hours since the request
  answered: 'consentAnswered'
  // outcome: accepted, failed (tried again) or refused (final)
  mail: 'mailSent'
  // seconds that the oldest waiting mail has been due
  outbox: 'outboxAge'
  // looked at, repaired
  reconciled: 'reconciled'
  // ending, secondsLate
  ending: 'endingRecorded'
}

@export()
@description('The lines of one event as a table with the column `line`. A sampled line stands for `itemCount` lines.')
func linesOf(event string) string =>
  'traces | where message startswith "{" | extend line = parse_json(message) | where tostring(line.event) == "${event}"'

@export()
@description('Runs of one function, whatever came of them.')
func runsOf(function string) string => 'requests | where name == "${function}"'

@export()
@description('Requests answered with a fault of ours, and runs of all other functions that failed.')
var failures = 'requests | where toint(resultCode) >= 500 or (success == false and toint(resultCode) == 0)'
