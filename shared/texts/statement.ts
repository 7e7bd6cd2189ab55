// R25: the exact text that a customer agrees to. It depends on the record alone, so page, receipt and evidence agree.
import type { Association, Language } from '../domain/association';
import { namesOf } from './facts';
import { textsIn } from './texts';

/** An association whose customer has been asked. */
export type AskedAssociation = Extract<Association, { consentRequest: unknown }>;

/** Lines joined by `\n`: who agrees, to what, with whom, what is shared, that it is exclusive, and until when (R18–R26). */
export function consentStatement(a: AskedAssociation, language: Language): string {
  const { common } = textsIn(language);
  const { name, email } = a.consentRequest.customerContact;
  const lines = common.statement({
    ...namesOf(a),
    tenant: a.customer.tenantId ?? tpidOf(a),
    contact: `${name}, ${email}`,
    deliveryDays: common.days(a.deliveryWindowDays),
  });
  return lines.join('\n');
}

function tpidOf({ customer, customerId }: Association): string {
  return customer.tpid === undefined ? customerId : `TPID ${customer.tpid}`;
}
