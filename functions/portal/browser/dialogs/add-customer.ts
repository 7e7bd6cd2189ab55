// Add a customer: location and customer, workshops, review, confirmation (R10–R16).
import { createIntent } from '../api/intent';
import type { Checked, Location, Opened } from '../api/types';
import { h } from '../h';
import { messageBar } from '../page/message-bar';
import { workshopChoice, type WorkshopChoice } from './choose-workshops';
import { subtitleOf, type Context } from './context';
import { facts } from './facts';
import { areaField, group, textField, valuesOf } from './fields';
import { locationField, openedConfirmation } from './opened';
import { goOn } from './steps';
import { openWizard } from './wizard';

export function openAddCustomer(context: Context, locations: readonly Location[]): void {
  const { api, engagement, onChange } = context;
  const location = locationField(locations);
  const email = textField({
    path: 'customerEmail',
    label: 'Customer’s e-mail address',
    hint: 'A business address. Its domain tells which tenant the customer is.',
    type: 'email',
    required: true,
  });
  const tenant = textField({
    path: 'tenantId',
    label: 'Tenant ID',
    hint: 'The GUID of the customer’s directory.',
    maxLength: 36,
  });
  const hierarchy = textField({
    path: 'tpid',
    label: 'TPID',
    hint: 'The Top Parent ID, a number.',
    maxLength: 12,
  });
  const reason = areaField({
    path: 'domainMismatchReason',
    label: 'Reason why the domains differ',
    hint: 'It is kept with the customer and shown in the workshop claim.',
    required: true,
    maxLength: 500,
  });
  const mismatch = h('div', { class: 'prompt' }, reason.element);
  mismatch.hidden = reason.element.hidden = true;
  const first = h(
    'div',
    {},
    location.element,
    email.element,
    mismatch,
    group(
      'If you know it (optional)',
      h(
        'p',
        { class: 'hint' },
        'Give one of them where the e-mail’s domain does not lead to the tenant.',
      ),
      h('div', { class: 'two' }, tenant.element, hierarchy.element),
    ),
  );
  const fields = [location, email, tenant, hierarchy, reason];
  const question = () =>
    valuesOf(reason.element.hidden ? fields.filter((field) => field !== reason) : fields);

  const check = createIntent();
  const add = createIntent();
  let checked: Checked | undefined;
  let choice: WorkshopChoice | undefined;
  let opened: Opened | undefined;
  const body = () => ({ ...question(), engagementIds: choice?.chosen().map(({ id }) => id) ?? [] });

  /** A reason belongs to one answer: for another customer it is asked for anew. */
  const forgetReason = () => {
    mismatch.hidden = reason.element.hidden = true;
  };
  for (const field of [email, tenant, hierarchy])
    field.element.addEventListener('input', forgetReason);

  openWizard({
    title: 'Add customer',
    subtitle: subtitleOf(context),
    onStale: onChange,
    steps: [
      {
        name: 'Location and customer',
        show: () => first,
        fields: () => fields,
        button: 'Next',
        async next(signal) {
          const asked = question();
          const change = { body: asked, idempotencyKey: check.keyFor(asked) };
          checked = await api.post<Checked>('customers/check', change, signal);
          check.done();
          if (checked.reasonRequired) {
            mismatch.hidden = reason.element.hidden = false;
            mismatch.replaceChildren(
              messageBar('warning', {
                title: 'The e-mail’s domain is not one of this tenant’s.',
                detail: `You can go on with ${checked.customer.name}; say why.`,
              }),
              reason.element,
            );
            return { stayAt: reason.focus };
          }
          choice = workshopChoice(checked, engagement.id);
          return 'next';
        },
      },
      {
        name: 'Workshops',
        show: () => [checked && customerFound(checked), choice?.element],
        button: 'Next',
        isBlocked: () => choice?.isEmpty === true,
        next: () => (choice === undefined ? goOn() : choice.next()),
      },
      {
        name: 'Review',
        show: () => [
          facts([
            ['Customer', checked?.customer.name],
            ['E-mail', email.value()],
            ['Tenant ID', checked?.customer.tenantId],
            ['TPID', checked?.customer.tpid],
            ['Reason for the other domain', reason.element.hidden ? undefined : reason.value()],
            ['Location', locations.find(({ id }) => id === location.value())?.name],
            [
              'Workshops',
              h(
                'ul',
                {},
                choice?.chosen().map(({ name }) => h('li', {}, name)),
              ),
            ],
          ]),
          h(
            'p',
            { class: 'hint' },
            'The time to obtain consent starts now. All workshops are added, or none.',
          ),
        ],
        button: 'Add customer',
        async next(signal) {
          const change = { body: body(), idempotencyKey: add.keyFor(body()) };
          opened = await api.post<Opened>('customers', change, signal);
          add.done();
          onChange();
          return 'next';
        },
      },
    ],
    done: () => openedConfirmation(context, opened as Opened, email.value()),
    explain({ kind, problem }) {
      if (kind !== 'tenant-not-found') return false;
      const advice = 'Give another e-mail address, or the tenant ID or TPID below.';
      email.showError(`${problem.title} ${advice}`);
      email.focus();
      return true;
    },
  });
}

function customerFound({ customer, domainMismatch }: Checked): HTMLElement {
  const ids = [customer.domain, customer.tenantId, customer.tpid && `TPID ${customer.tpid}`];
  return messageBar(domainMismatch ? 'info' : 'success', {
    title: customer.name,
    detail: ids.filter((id) => id !== undefined && id !== customer.name).join(' · '),
  });
}
