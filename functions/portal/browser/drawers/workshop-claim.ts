// View workshop claim: what was submitted (R7, R28).
import { createLatest } from '../api/latest';
import { isSuperseded } from '../api/problem';
import type { Row, WorkshopClaim } from '../api/types';
import { rowPath, subtitleOf, type Context } from '../dialogs/context';
import { openFrame } from '../dialogs/dialog';
import { contactFact, facts } from '../dialogs/facts';
import { documentFact, proofNames } from '../dialogs/proof';
import { dateOf, momentOf } from '../formats';
import { fill, h } from '../h';
import { failed, skeletonRows } from '../page/states';

export function openWorkshopClaim(context: Context, row: Row): void {
  const latest = createLatest();
  const { body } = openFrame({
    title: 'Workshop claim',
    subtitle: subtitleOf(context, row),
    kind: 'drawer',
    onClose: () => {
      latest();
    },
  });

  async function load(): Promise<void> {
    fill(body, skeletonRows(6));
    try {
      const path = `${rowPath(context, row.customer.id)}/workshop-claim`;
      fill(body, claimFacts(await context.api.get<WorkshopClaim>(path, latest())));
    } catch (error) {
      if (!isSuperseded(error))
        fill(
          body,
          failed(error, () => void load()),
        );
    }
  }
  void load();
}

function claimFacts(claim: WorkshopClaim) {
  const proof = claim.proofOfExecution;
  return [
    facts([
      ['Claim ID', h('span', { class: 'mono' }, claim.claimId)],
      ['Status', h('span', { class: 'badge success' }, claim.status)],
      ['Submitted', `${momentOf(claim.submittedAt)}, by ${claim.submittedBy}`],
      ['Consent date', dateOf(claim.consentDate)],
    ]),
    h('h3', {}, 'Customer'),
    facts([
      ['Name', claim.customer],
      ['Domain', claim.domain],
      ['Tenant ID', claim.tenantId && h('span', { class: 'mono' }, claim.tenantId)],
      ['TPID', claim.tpid],
      ['Reason for the other domain', claim.domainMismatchReason],
      ['Contact', contactFact(claim.customerContact)],
    ]),
    h('h3', {}, 'Partner'),
    facts([
      ['Name', claim.partner],
      ['Location', claim.locationId],
      ['Solution area', claim.solutionArea],
      ['Role', claim.role],
      ['Contact', [claim.partnerContact.company, h('br'), contactFact(claim.partnerContact)]],
    ]),
    h('h3', {}, 'Proof of execution'),
    facts([
      [proofNames.findingsAndRecommendations, documentFact(proof.findingsAndRecommendations)],
      [proofNames.invoice, documentFact(proof.invoice)],
      [proofNames.partnerSurvey, proof.partnerSurveyDone ? 'Done' : 'Not done'],
      [proofNames.customerSurvey, proof.customerSurveyDone ? 'Done' : 'Not done'],
      ['Comments', proof.comments],
    ]),
  ];
}
