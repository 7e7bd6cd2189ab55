// Whose tokens are taken: the settings AUTH_ISSUERS and AUTH_AUDIENCES, each a list divided by commas or blanks.
import * as z from 'zod';
import { isSafeAddress } from './web-address';

const tenantPlace = '{tenantid}';

/** The issuer that a template names for one tenant; to be compared to the letter. */
export function issuerOf(template: string, tenant: string): string {
  return template.replaceAll(tenantPlace, tenant);
}

const template = z
  .string()
  .refine((text) => text.includes(tenantPlace), `must hold ${tenantPlace}`)
  .refine(
    (text) => isSafeAddress(issuerOf(text, '00000000-0000-0000-0000-000000000000')),
    'must be an https:// address (http:// only on this machine)',
  );

export const issuerTemplates = listOf(template);
export const audiences = listOf(z.string());

function listOf<S extends z.ZodType<string, string>>(each: S) {
  return z
    .string()
    .transform((text) => text.split(/[\s,]+/).filter((part) => part !== ''))
    .pipe(z.array(each).min(1));
}
