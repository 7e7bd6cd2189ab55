// Resend customer consent: a reminder to the same contact, or the request to another one (R20).
import { createIntent } from '../api/intent';
import type { Row } from '../api/types';
import { momentOf } from '../formats';
import { h } from '../h';
import { customerContactFields } from './contact-fields';
import { rowPath, subtitleOf, type Context } from './context';
import { checkbox, group } from './fields';
import { openWizard } from './wizard';

export function openResendConsent(context: Context, row: Row): void {
  const { api, onChange } = context;
  const known = row.association?.customerContact;
  const other = customerContactFields();
  const same = checkbox(
    { type: 'radio', name: 'to', value: 'same', checked: true },
    known?.name ?? 'The same contact',
    known?.email,
  );
  const another = checkbox(
    { type: 'radio', name: 'to', value: 'other' },
    'Another contact',
    'Links that were sent so far stop working.',
  );
  other.element.hidden = true;
  const isOther = () => another.input.checked;
  const choose = () => {
    other.element.hidden = !isOther();
  };
  const content = h(
    'div',
    { onchange: choose },
    group('Send to', same.element, another.element),
    other.element,
    row.status.deadline !== undefined &&
      h(
        'p',
        { class: 'hint' },
        `The deadline stays ${momentOf(row.status.deadline)}. A reminder can be sent every 24 hours, at most five times.`,
      ),
  );
  const intent = createIntent();

  openWizard({
    title: 'Resend customer consent',
    subtitle: subtitleOf(context, row),
    onStale: onChange,
    steps: [
      {
        name: 'Send to',
        show: () => content,
        fields: () => (isOther() ? other.fields : []),
        button: 'Resend',
        async next(signal) {
          const body = isOther() ? { customerContact: other.value() } : {};
          const change = { body, idempotencyKey: intent.keyFor(body), etag: row.etag };
          await api.post(
            `${rowPath(context, row.customer.id)}/consent-request/resend`,
            change,
            signal,
          );
          intent.done();
          onChange();
          return 'next';
        },
      },
    ],
    done: () => ({
      title: `The reminder is on its way to ${isOther() ? other.value().email : (known?.email ?? 'the contact')}.`,
      content: undefined,
    }),
  });
}
