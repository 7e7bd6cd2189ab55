// What adding and claiming share: the locations to choose from (R11), and the confirmation with its deadlines (R16, R17).
import type { Api } from '../api/api';
import type { Location, Opened, Row } from '../api/types';
import { days, momentOf } from '../formats';
import { h } from '../h';
import { rowPath, type Context } from './context';
import { selectField, type Field } from './fields';
import { openTriggerConsent } from './trigger-consent';
import type { Confirmation } from './steps';

export async function readLocations(api: Api, engagementId: string): Promise<readonly Location[]> {
  const path = `engagements/${encodeURIComponent(engagementId)}/locations`;
  const { locations } = await api.get<{ locations: readonly Location[] }>(path);
  return locations;
}

export function locationField(locations: readonly Location[]): Field {
  const [only] = locations;
  return selectField({
    path: 'locationId',
    label: 'Location',
    hint: 'Your locations that are enrolled in MCI and eligible for this engagement.',
    required: true,
    options: [
      ...(locations.length === 1 ? [] : [{ value: '', text: 'Choose a location' }]),
      ...locations.map(({ id, name, country }) => ({
        value: id,
        text: `${name}, ${country} (${id})`,
      })),
    ],
    value: locations.length === 1 ? only?.id : undefined,
  });
}

export function openedConfirmation(context: Context, opened: Opened, email?: string): Confirmation {
  const isHere = opened.workshops.some(
    ({ association }) => association.engagementId === context.engagement.id,
  );
  const trigger = async () => {
    const row = await context.api.get<Row>(rowPath(context, opened.customer.id));
    openTriggerConsent(context, row, email);
  };
  return {
    title: opened.message,
    content: [
      h(
        'p',
        {},
        'Obtain the customer’s consent before the deadline. It does not move when you send or resend the request.',
      ),
      h(
        'ul',
        { class: 'deadlines' },
        opened.workshops.map(({ name, daysLeft, consentDeadline }) =>
          h(
            'li',
            {},
            h('strong', {}, name),
            h('span', {}, `${days(daysLeft)} left, until ${momentOf(consentDeadline)}`),
          ),
        ),
      ),
    ],
    ...(isHere
      ? {
          follow: {
            text: 'Trigger customer consent',
            run: () => {
              trigger().catch(context.onChange);
            },
          },
        }
      : {}),
  };
}
