// Step 3 of adding and claiming: all chosen workshops or none.
import type { HttpResponseInit } from '@azure/functions';
import * as z from 'zod';
import { carryOut } from '../../../shared/changes/carry-out';
import type { OpenCommand } from '../../../shared/domain/commands';
import { daysLeft, instant } from '../../../shared/domain/time';
import { changeLog } from '../../log/change-log';
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
  const done = await carryOut({ stores: deps, driver, log: changeLog(context), command });
  if (!done.ok) return problemOf(done.refusal, at);
  const workshops = done.associations.map((association) => ({
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
