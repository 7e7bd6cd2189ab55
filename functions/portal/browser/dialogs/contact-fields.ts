// The contacts of a consent request: at the customer, and at the partner (R19).
import type { CustomerContact, PartnerContact } from '../api/types';
import { group, textField, valuesOf, type Field } from './fields';

export interface Contact<T> {
  readonly element: HTMLElement;
  readonly fields: readonly Field[];
  value(): T;
}

export function customerContactFields(known?: Partial<CustomerContact>): Contact<CustomerContact> {
  const at = 'customerContact';
  const fields = [
    textField({
      path: `${at}.name`,
      label: 'Name',
      required: true,
      value: known?.name,
      maxLength: 120,
    }),
    textField({
      path: `${at}.title`,
      label: 'Title',
      hint: 'Such as Chief Information Officer.',
      value: known?.title,
      maxLength: 80,
    }),
    textField({
      path: `${at}.email`,
      label: 'E-mail',
      type: 'email',
      required: true,
      value: known?.email,
    }),
  ];
  return {
    element: group(
      'Contact at the customer',
      fields.map(({ element }) => element),
    ),
    fields,
    value: () => valuesOf(fields) as unknown as CustomerContact,
  };
}

export function partnerContactFields(known?: Partial<PartnerContact>): Contact<PartnerContact> {
  const at = 'partnerContact';
  const fields = [
    textField({
      path: `${at}.company`,
      label: 'Company',
      required: true,
      value: known?.company,
      maxLength: 120,
      autocomplete: 'organization',
    }),
    textField({
      path: `${at}.name`,
      label: 'Name',
      required: true,
      value: known?.name,
      maxLength: 120,
      autocomplete: 'name',
    }),
    textField({
      path: `${at}.email`,
      label: 'E-mail',
      type: 'email',
      required: true,
      value: known?.email,
      autocomplete: 'email',
    }),
  ];
  return {
    element: group(
      'Your contact',
      fields.map(({ element }) => element),
    ),
    fields,
    value: () => valuesOf(fields) as unknown as PartnerContact,
  };
}
