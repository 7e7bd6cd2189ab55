// Cancel, with a reason, until the workshop claim is submitted (R30).
import { createIntent } from '../api/intent';
import type { Row } from '../api/types';
import { h } from '../h';
import { rowPath, subtitleOf, type Context } from './context';
import { areaField } from './fields';
import { openWizard } from './wizard';

export function openCancel(context: Context, row: Row): void {
  const { api, onChange } = context;
  const reason = areaField({ path: 'reason', label: 'Reason', required: true, maxLength: 500 });
  const intent = createIntent();
  const wasAsked = row.association?.customerContact !== undefined;
  const after =
    row.association?.origin === 'added'
      ? 'The customer disappears from this page.'
      : 'The customer can be claimed again.';
  const content = h(
    'div',
    {},
    h(
      'p',
      {},
      after,
      wasAsked && ' The customer was asked for consent, and is told; the link stops working.',
    ),
    reason.element,
  );

  openWizard({
    title: 'Cancel',
    subtitle: subtitleOf(context, row),
    onStale: onChange,
    steps: [
      {
        name: 'Reason',
        show: () => content,
        fields: () => [reason],
        button: 'Cancel the workshop',
        isDanger: true,
        async next(signal) {
          const body = { reason: reason.value() };
          const change = { body, idempotencyKey: intent.keyFor(body), etag: row.etag };
          await api.post(`${rowPath(context, row.customer.id)}/cancel`, change, signal);
          intent.done();
          onChange();
          return 'next';
        },
      },
    ],
    done: () => ({ title: `Canceled for ${row.customer.name}.`, content: undefined }),
  });
}
