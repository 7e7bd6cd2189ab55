// What an engagement is about: its two clocks, the criteria for partners and customers, the proof of execution.
import type { Criterion, Engagement } from '../api/types';
import { facts } from '../dialogs/facts';
import { openFrame } from '../dialogs/dialog';
import { proofNames } from '../dialogs/proof';
import { days } from '../formats';
import { fill, h } from '../h';

export function openAboutDrawer(engagement: Engagement): void {
  const { body } = openFrame({
    title: engagement.name,
    subtitle: engagement.solutionArea,
    kind: 'drawer',
  });
  const list = (title: string, items: readonly string[]) =>
    items.length > 0 && [
      h('h3', {}, title),
      h(
        'ul',
        {},
        items.map((item) => h('li', {}, item)),
      ),
    ];
  fill(
    body,
    h('p', {}, engagement.description),
    facts([
      [
        'Time to obtain consent',
        `${days(engagement.consentWindowDays)} from adding or claiming the customer`,
      ],
      ['Time to deliver and claim', `${days(engagement.deliveryWindowDays)} from the consent`],
    ]),
    list('Your location', engagement.partnerCriteria),
    list('The customer', engagement.customerCriteria.map(criterionText)),
    list(
      'Proof of execution',
      engagement.proofOfExecution.map((item) => proofNames[item]),
    ),
  );
}

function criterionText(criterion: Criterion): string {
  switch (criterion.kind) {
    case 'minimumLicences':
      return `Has at least ${criterion.count} licences of ${criterion.product}.`;
    case 'countries':
      return `Is in one of ${criterion.allowed.join(', ')}.`;
    case 'segments':
      return `Is of the segment ${criterion.allowed.join(' or ')}.`;
    case 'minimumMonthlyConsumption':
      return `Consumes ${criterion.service} for at least ${criterion.usd} USD a month.`;
    case 'maximumCompletions':
      return `Has completed fewer than ${criterion.count} workshops.`;
  }
}
