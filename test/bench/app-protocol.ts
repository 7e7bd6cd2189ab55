// What the driver and the app's process say to each other.
import * as z from 'zod';

export const askedOfApp = z.enum(['hold', 'release', 'idle']);
export type AskedOfApp = z.infer<typeof askedOfApp>;

export const toldByApp = z.union([
  z.object({ url: z.string() }),
  z.object({ done: askedOfApp }),
  z.object({ failed: z.string() }),
]);
export type ToldByApp = z.infer<typeof toldByApp>;
