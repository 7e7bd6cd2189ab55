// A line of the app's log, as it must be: JSON, of an event on the list, with that event's facts and no others.
import * as z from 'zod';
import { correlation, events } from '../../functions/log/events';

const line = z.looseObject({ event: z.string() });
export type LogLine = z.infer<typeof line>;

/** Throws at any other line. */
export function readLine(text: string): LogLine {
  const read = line.parse(JSON.parse(text));
  const known = Object.entries(events).find(([name]) => name === read.event);
  if (known === undefined) throw new Error(`there is no such event: ${text}`);
  const [, { shape }] = known;
  z.strictObject({ ...correlation.shape, ...shape }).parse(read);
  return read;
}
