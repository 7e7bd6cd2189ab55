// Claim a customer that the partner knows: location, workshops, review, confirmation (R17).
import { createIntent } from '../api/intent';
import type { Choices, Location, Opened, Row } from '../api/types';
import { h } from '../h';
import { workshopChoice, type WorkshopChoice } from './choose-workshops';
import { subtitleOf, type Context } from './context';
import { facts } from './facts';
import { locationField, openedConfirmation } from './opened';
import { goOn } from './steps';
import { openWizard } from './wizard';

export function openClaimCustomer(
  context: Context,
  row: Row,
  locations: readonly Location[],
): void {
  const { api, engagement, onChange } = context;
  const { customer } = row;
  const path = `customers/${encodeURIComponent(customer.id)}/claim`;
  const location = locationField(locations);
  const check = createIntent();
  const claim = createIntent();
  let choice: WorkshopChoice | undefined;
  let opened: Opened | undefined;

  openWizard({
    title: 'Claim customer',
    subtitle: subtitleOf(context, row),
    onStale: onChange,
    steps: [
      {
        name: 'Location',
        show: () => location.element,
        fields: () => [location],
        button: 'Next',
        async next(signal) {
          const body = { locationId: location.value() };
          const change = { body, idempotencyKey: check.keyFor(body) };
          choice = workshopChoice(
            await api.post<Choices>(`${path}/check`, change, signal),
            engagement.id,
          );
          check.done();
          return 'next';
        },
      },
      {
        name: 'Workshops',
        show: () => choice?.element,
        button: 'Next',
        isBlocked: () => choice?.isEmpty === true,
        next: () => (choice === undefined ? goOn() : choice.next()),
      },
      {
        name: 'Review',
        show: () => [
          facts([
            ['Customer', customer.name],
            ['Domain', customer.domain],
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
            'The time to obtain consent starts now. All workshops are claimed, or none.',
          ),
        ],
        button: 'Claim customer',
        async next(signal) {
          const engagementIds = choice?.chosen().map(({ id }) => id) ?? [];
          const body = { locationId: location.value(), engagementIds };
          opened = await api.post<Opened>(
            path,
            { body, idempotencyKey: claim.keyFor(body) },
            signal,
          );
          claim.done();
          onChange();
          return 'next';
        },
      },
    ],
    done: () => openedConfirmation(context, opened as Opened),
  });
}
