// host.json lets every line of ours through to Application Insights, and every run of a function.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { levels } from '../../../functions/log/events';

const order = ['Trace', 'Debug', 'Information', 'Warning', 'Error', 'Critical', 'None'];
const level = z.enum(order);
const { logging } = z
  .object({
    logging: z.object({
      logLevel: z.record(z.string(), level),
      applicationInsights: z.object({
        samplingSettings: z.object({ isEnabled: z.boolean(), excludedTypes: z.string() }),
      }),
    }),
  })
  .parse(JSON.parse(readFileSync(join(__dirname, '..', '..', '..', 'host.json'), 'utf8')));

/**
 * As the host's filter before Application Insights has it (LoggerRuleSelector.cs of the WebJobs SDK): the longest name that
 * the category begins with. Wildcards, which the loggers before it know, it takes to the letter.
 */
function leastLevelOf(category: string): string {
  const names = Object.keys(logging.logLevel).filter(
    (name) => name !== 'default' && category.toLowerCase().startsWith(name.toLowerCase()),
  );
  const [longest = 'default'] = names.sort((a, b) => b.length - a.length);
  return logging.logLevel[longest] ?? 'Information';
}
const passes = (category: string, at: string) =>
  order.indexOf(at) >= order.indexOf(leastLevelOf(category));

it('lets through what functions tell, down to the least of our levels', () => {
  expect(new Set(Object.values(levels))).toContain('info');
  for (const name of ['reconcile', 'advanceAssociation', 'addCustomer']) {
    expect(passes(`Function.${name}.User`, 'Information')).toBe(true);
  }
});

it('lets through the runs of functions, which alerts count', () => {
  expect(passes('Host.Results', 'Information')).toBe(true);
});

it('keeps back what the host and the extension tell of each step', () => {
  for (const category of ['Host.Triggers.DurableTask', 'Host.Startup', 'Azure.Core']) {
    expect(passes(category, 'Information')).toBe(false);
    expect(passes(category, 'Warning')).toBe(true);
  }
});

it('samples none of the three away', () => {
  const { isEnabled, excludedTypes } = logging.applicationInsights.samplingSettings;
  expect(isEnabled).toBe(true);
  expect(excludedTypes.split(';')).toEqual(
    expect.arrayContaining(['Request', 'Trace', 'Exception']),
  );
});
