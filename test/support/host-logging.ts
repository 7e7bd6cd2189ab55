// host.json's section on logging, and what its levels let through to Application Insights.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';

const order = ['Trace', 'Debug', 'Information', 'Warning', 'Error', 'Critical', 'None'] as const;
type Level = (typeof order)[number];

export const { logging } = z
  .object({
    logging: z.object({
      logLevel: z.record(z.string(), z.enum(order)),
      applicationInsights: z.object({
        samplingSettings: z.object({ isEnabled: z.boolean(), excludedTypes: z.string() }),
        enableDependencyTracking: z.boolean(),
        httpAutoCollectionOptions: z.object({
          enableHttpTriggerExtendedInfoCollection: z.boolean(),
        }),
      }),
    }),
  })
  .parse(JSON.parse(readFileSync(join(__dirname, '..', '..', 'host.json'), 'utf8')));

/**
 * As the host's filter before Application Insights has it (LoggerRuleSelector.cs of the WebJobs SDK): the longest name that
 * the category begins with. Wildcards, which the loggers before it know, it takes to the letter.
 */
export function isLetThrough(category: string, level: Level): boolean {
  const [longest = 'default'] = Object.keys(logging.logLevel)
    .filter((name) => category.toLowerCase().startsWith(name.toLowerCase()))
    .sort((a, b) => b.length - a.length);
  return order.indexOf(level) >= order.indexOf(logging.logLevel[longest] ?? 'Information');
}
