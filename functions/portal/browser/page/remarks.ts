// What is to be known of a list as a whole: that an import is still being worked in, or that a search found beginnings only.
import type { CustomersPage } from '../api/types';
import type { Child } from '../h';
import { messageBar, type Message } from './message-bar';

const number = new Intl.NumberFormat('en');

export function remarks({ updating, searched }: CustomersPage): Child {
  return [
    updating && messageBar('info', updatingMessage(updating)),
    searched === 'beginnings' &&
      messageBar('info', {
        title: 'This page is long: only beginnings are searched',
        detail: 'Of names, domains and IDs.',
      }),
  ];
}

function updatingMessage({ done, total }: NonNullable<CustomersPage['updating']>): Message {
  const far = total === undefined ? '' : `, ${number.format(done)} of ${number.format(total)}`;
  return {
    title: `After an import this page is updating${far}`,
    detail: 'Some customers may be missing until it is done.',
  };
}
