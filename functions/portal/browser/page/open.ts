// Which dialogue or drawer an action opens, and what has to be read for it first.
import type { Action, Engagement, Row } from '../api/types';
import { openAddCustomer } from '../dialogs/add-customer';
import { openCancel } from '../dialogs/cancel';
import { openClaimCustomer } from '../dialogs/claim-customer';
import type { Context } from '../dialogs/context';
import { readLocations } from '../dialogs/opened';
import { openResendConsent } from '../dialogs/resend-consent';
import { openSubmitClaim } from '../dialogs/submit-claim';
import { openTriggerConsent } from '../dialogs/trigger-consent';
import { openAboutDrawer } from '../drawers/about-engagement';
import { openDetails } from '../drawers/details';
import { openWorkshopClaim } from '../drawers/workshop-claim';

export async function openAdd(context: Context): Promise<void> {
  openAddCustomer(context, await readLocations(context.api, context.engagement.id));
}

export async function openAction(context: Context, action: Action, row: Row): Promise<void> {
  switch (action) {
    case 'claimCustomer':
      openClaimCustomer(context, row, await readLocations(context.api, context.engagement.id));
      return;
    case 'triggerCustomerConsent':
      openTriggerConsent(context, row);
      return;
    case 'resendCustomerConsent':
      openResendConsent(context, row);
      return;
    case 'submitWorkshopClaim':
      openSubmitClaim(context, row, await readEngagement(context));
      return;
    case 'viewWorkshopClaim':
      openWorkshopClaim(context, row);
      return;
    case 'cancel':
      openCancel(context, row);
  }
}

export function openRow(context: Context, row: Row): void {
  openDetails(context, row);
}

export async function openAbout(context: Context): Promise<void> {
  openAboutDrawer(await readEngagement(context));
}

function readEngagement({ api, engagement }: Context): Promise<Engagement> {
  return api.get<Engagement>(`engagements/${encodeURIComponent(engagement.id)}`);
}
