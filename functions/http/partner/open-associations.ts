// Step 3 of adding and claiming: all chosen workshops or none; the intent is filed first, so that no record is left undriven.
import type { HttpResponseInit } from '@azure/functions';
import * as z from 'zod';
import type { OpenCommand } from '../../../shared/domain/commands';
import { latestOf } from '../../../shared/domain/customer';
import { addSeconds, daysLeft, instant } from '../../../shared/domain/time';
import { ticketSeconds } from '../../../shared/store/due-store';
import { keyOf } from '../../../shared/store/customer-store';
import { execute } from '../../../shared/store/execute';
import { follow } from '../../workflow/follow';
import { events } from '../../workflow/names';
import { json } from '../json';
import type { Call } from '../operation';
import { problemOf } from '../problem';
import { associationAnswer, associationSchema, customerSchema } from './representations';

/** R16, R17: names the customer, the workshops and the consent deadlines. */
export const openedSchema = z.object({
  message: z.string(),
  customer: customerSchema,
  workshops: z.array(
    z.object({
      name: z.string(),
      consentDeadline: instant,
      daysLeft: z.int(),
      association: associationSchema,
    }),
  ),
});

export async function openAssociations(
  { deps, driver, context }: Call,
  command: OpenCommand,
): Promise<HttpResponseInit> {
  const { profile, at } = command;
  const executed = await execute(deps.customers, profile.id, command, {
    beforeCommit: async ({ associations }) => {
      const opened = associations.filter(({ before }) => before === undefined);
      const ticketAt = addSeconds(at, ticketSeconds);
      await Promise.all(
        opened.map(({ after }) =>
          deps.due.file({ key: keyOf(after), at: ticketAt, purpose: 'watch' }),
        ),
      );
    },
  });
  if (!executed.ok) return problemOf(executed.refusal, at);
  const { customer } = executed.loaded;
  const opened = command.engagements.flatMap(
    ({ id }) => latestOf(customer, command.partner.id, id) ?? [],
  );
  await follow(deps, driver, context, executed, events.associationChanged, opened);
  const workshops = opened.map((association) => ({
    name: association.engagement.name,
    consentDeadline: association.consentDeadline,
    daysLeft: daysLeft(association.consentDeadline, at),
    association: associationAnswer(association),
  }));
  const verb = command.type === 'addCustomer' ? 'added to' : 'claimed for';
  const names = workshops.map(({ name }) => name).join(', ');
  return json(201, {
    message: `${profile.name} was ${verb} ${names}.`,
    customer: {
      id: profile.id,
      name: profile.name,
      tenantId: profile.tenantId,
      tpid: profile.tpid,
      domain: profile.domains[0],
    },
    workshops,
  });
}
