// Domains of free mail: they belong to nobody's organisation and count as "tenant not found" (R13). The list is kept by
// the package; a domain below one of its own, as corp.mail.ru, may be an organisation's.
import providers from 'email-providers/all.json';

/** What the package lacks of what was refused here before. */
const missing = ['fastmail.com', 'gmx.ch', 'hotmail.se', 'live.se', 'telia.com', 'tuta.com'];

const domains: ReadonlySet<string> = new Set([...providers, ...missing]);

export function isConsumerDomain(domain: string): boolean {
  return domains.has(domain);
}
