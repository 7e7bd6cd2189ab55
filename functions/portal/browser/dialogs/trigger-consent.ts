// Trigger customer consent: contacts and language, review, send (R19).
import { createIntent } from '../api/intent';
import type { PartnerContact, Row } from '../api/types';
import { languageName, momentOf } from '../formats';
import { h } from '../h';
import { customerContactFields, partnerContactFields } from './contact-fields';
import { rowPath, subtitleOf, type Context } from './context';
import { contactFact, facts } from './facts';
import { selectField } from './fields';
import { goOn } from './steps';
import { openWizard } from './wizard';

const languages = ['en', 'sv', 'de', 'fr', 'es', 'ja'];

/** The contact that was given last, for the next request of this visit. */
let lastPartnerContact: PartnerContact | undefined;

export function openTriggerConsent(context: Context, row: Row, email?: string): void {
  const { api, account, onChange } = context;
  const customer = customerContactFields({
    ...row.association?.customerContact,
    ...(email === undefined ? {} : { email }),
  });
  const partner = partnerContactFields(
    lastPartnerContact ?? {
      name: account.name,
      ...(account.partner === undefined ? {} : { company: account.partner }),
      ...(account.email === undefined ? {} : { email: account.email }),
    },
  );
  const language = selectField({
    path: 'language',
    label: 'Language of the e-mail and the consent page',
    options: languages.map((code) => ({ value: code, text: languageName(code) })),
  });
  const intent = createIntent();
  const contacts = h('div', {}, customer.element, partner.element, language.element);
  const deadline = row.status.deadline;

  openWizard({
    title: 'Trigger customer consent',
    subtitle: subtitleOf(context, row),
    onStale: onChange,
    steps: [
      {
        name: 'Contacts',
        show: () => contacts,
        fields: () => [...customer.fields, ...partner.fields, language],
        button: 'Next',
        next: goOn,
      },
      {
        name: 'Review and send',
        show: () => [
          facts([
            ['Customer', row.customer.name],
            ['Workshop', context.engagement.name],
            ['Contact at the customer', contactFact(customer.value())],
            ['Your contact', [partner.value().company, h('br'), contactFact(partner.value())]],
            ['Language', languageName(language.value())],
            ['Consent by', deadline && momentOf(deadline)],
          ]),
          h('p', { class: 'hint' }, 'The contact gets an e-mail with a link to accept or decline.'),
        ],
        button: 'Send for consent',
        async next(signal) {
          const body = {
            customerContact: customer.value(),
            partnerContact: partner.value(),
            language: language.value(),
          };
          const change = { body, idempotencyKey: intent.keyFor(body), etag: row.etag };
          await api.post(`${rowPath(context, row.customer.id)}/consent-request`, change, signal);
          intent.done();
          lastPartnerContact = body.partnerContact;
          onChange();
          return 'next';
        },
      },
    ],
    done: () => ({
      title: `The request for consent is on its way to ${customer.value().email}.`,
      content: h(
        'p',
        {},
        'You are told as soon as the customer answers. Reminders go out 7 days and 1 day before the deadline.',
      ),
    }),
  });
}
