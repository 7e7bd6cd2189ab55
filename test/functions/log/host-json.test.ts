// host.json: what of the telemetry is let through, and what the host must not tell.
import { isLetThrough, logging } from '../../support/host-logging';

const { applicationInsights } = logging;

it('lets warnings and errors of every function through', () => {
  expect(isLetThrough('Function.listCustomers.User', 'Warning')).toBe(true);
});

it('lets through the runs of functions, which alerts count', () => {
  expect(isLetThrough('Host.Results', 'Information')).toBe(true);
});

it.each([
  'Host.Triggers.DurableTask',
  'Host.Startup',
  'Function.listCustomers',
  'Function.V2.User',
])('keeps back what the host and the extension tell of each step (%s)', (category) => {
  expect(isLetThrough(category, 'Information')).toBe(false);
});

it('samples no run, line or exception away', () => {
  const { isEnabled, excludedTypes } = applicationInsights.samplingSettings;
  expect(isEnabled).toBe(true);
  expect(excludedTypes.split(';').sort()).toEqual(['Exception', 'Request', 'Trace']);
});

it('tells no path of a request: on a consent page it is the link (seen on the real host)', () => {
  const { enableDependencyTracking, httpAutoCollectionOptions } = applicationInsights;
  expect(httpAutoCollectionOptions.enableHttpTriggerExtendedInfoCollection).toBe(false);
  // The host hands requests on to the worker over HTTP, and that counts as a dependency, path and query.
  expect(enableDependencyTracking).toBe(false);
});
