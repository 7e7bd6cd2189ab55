// The words of a row of the Customers page: status, rule, reasons, and why the customer is there (R6, R8).
import type { UnmetCriterion } from '../domain/eligibility';
import type { Claiming, IneligibleReason, Row, WindowRule } from '../domain/page-row';
import type { Instant } from '../domain/time';
import { common } from './en/common';
import { pageRows as texts } from './en/page-rows';

/** The column Status; of an ineligible customer, all reasons. */
export function statusText({ status, reasons }: Pick<Row, 'status' | 'reasons'>): string {
  switch (status.code) {
    case 'daysLeft':
      return common.daysLeft(status.daysLeft);
    case 'ineligible':
      return reasons.map(reasonText).join(' ');
    case 'none':
    case 'submitted':
    case 'completed':
      return texts.status[status.code];
  }
}

export function ruleText(rule: WindowRule): string {
  return rule.code === 'consentWindow'
    ? texts.consentWindow[rule.origin](rule.days)
    : texts.deliveryWindow(rule.days);
}

export function reasonText(reason: IneligibleReason): string {
  return reason.code === 'criteria-not-met' ? unmetText(reason.unmet) : texts.reasons[reason.code];
}

export function unmetText(unmet: UnmetCriterion): string {
  switch (unmet.kind) {
    case 'minimumLicences':
      return texts.unmet.minimumLicences(unmet);
    case 'countries':
      return texts.unmet.countries(unmet);
    case 'segments':
      return texts.unmet.segments(unmet);
    case 'minimumMonthlyConsumption':
      return texts.unmet.minimumMonthlyConsumption(unmet);
    case 'maximumCompletions':
      return texts.unmet.maximumCompletions(unmet);
  }
}

export function whyText({ why }: Pick<Row, 'why'>): string {
  switch (why.code) {
    case 'completed':
      return texts.completed(day(why.submittedAt));
    case 'open':
      return openText(why);
    case 'known':
      return knownText(texts.known[why.lastEnding ?? 'never'], why.claiming);
    case 'completedBefore':
    case 'criteriaNotMet':
    case 'heldByAnother':
    case 'completedByAnother':
      return texts[why.code];
  }
}

function openText({ own, sending }: Extract<Row['why'], { code: 'open' }>): string {
  const opened = texts.opened[own.origin](day(own.addedAt));
  switch (own.status) {
    case 'associated':
      return texts.notAsked(opened);
    case 'consentRequested':
      return texts.asked[sending](opened, day(own.consentRequest.requestedAt));
    case 'active':
      return texts.agreed(opened, own.consent.approverName, day(own.consent.at));
  }
}

function knownText(known: string, claiming: Claiming): string {
  switch (claiming.code) {
    case 'possible':
      return texts.claimable(known);
    case 'noLocation':
      return texts.notClaimable(known, texts.claiming.noLocation);
    case 'tooManyAttempts':
      return texts.notClaimable(known, texts.claiming.tooManyAttempts(claiming.most));
    case 'notYet':
      return texts.notClaimable(known, texts.claiming.notYet(claiming.startsOn));
    case 'over':
      return texts.notClaimable(known, texts.claiming.over(claiming.lastDay));
  }
}

function day(at: Instant): string {
  return at.slice(0, 10);
}
