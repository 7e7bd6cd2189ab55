// The lines that the app writes, from the code's own list: what a query may ask for.
import * as z from 'zod';
import { correlation, events } from '../../../functions/log/events';
import type { Lines } from './query-rules';

export const written: Lines = Object.fromEntries(
  Object.entries(events).map(([event, { shape }]) => [
    event,
    new Map(
      Object.entries({ ...correlation.shape, ...shape }).map(([fact, schema]) => [
        fact,
        schema instanceof z.ZodEnum ? schema.options.map(String) : undefined,
      ]),
    ),
  ]),
);
