// Who is named when consent is asked for (R19): as it is typed, and as it is stored.
import * as z from 'zod';
import { storedObject } from './stored';
import { emailAddress, line } from './text';

export const customerContact = z.strictObject({
  title: line(80).optional(),
  name: line(120),
  email: emailAddress,
});
export const partnerContact = z.strictObject({
  company: line(120),
  name: line(120),
  email: emailAddress,
});

export const storedCustomerContact = storedObject({
  title: z.string().optional(),
  name: z.string(),
  email: z.string(),
});
export const storedPartnerContact = storedObject({
  company: z.string(),
  name: z.string(),
  email: z.string(),
});
export type CustomerContact = z.infer<typeof storedCustomerContact>;
export type PartnerContact = z.infer<typeof storedPartnerContact>;
