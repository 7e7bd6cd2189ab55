// Submit workshop claim: the proof of execution that this engagement asks for, review, submit (R28).
import { createIntent } from '../api/intent';
import type { Engagement, ProofItem, ProofOfExecution, Row } from '../api/types';
import { momentOf } from '../formats';
import { h, type Child } from '../h';
import { messageBar } from '../page/message-bar';
import { rowPath, subtitleOf, type Context } from './context';
import { documentField } from './document-field';
import { facts } from './facts';
import { documentFact, proofNames } from './proof';
import { areaField, checkbox, group, showFieldError, type Field } from './fields';
import { goOn } from './steps';
import { openWizard } from './wizard';

export function openSubmitClaim(
  context: Context,
  row: Row,
  { proofOfExecution }: Engagement,
): void {
  const { api, onChange } = context;
  const needs = (item: ProofItem) => proofOfExecution.includes(item);
  const findings = documentField(
    'findingsAndRecommendations',
    proofNames.findingsAndRecommendations,
    needs('findingsAndRecommendations'),
  );
  const invoice = documentField('invoice', proofNames.invoice, needs('invoice'));
  const partnerSurvey = surveyField(
    'partnerSurvey',
    'The partner survey is done',
    needs('partnerSurvey'),
  );
  const customerSurvey = surveyField(
    'customerSurvey',
    'The customer survey is done',
    needs('customerSurvey'),
  );
  const comments = areaField({ path: 'comments', label: 'Comments (optional)', maxLength: 2000 });
  const fields = [...findings.fields, ...invoice.fields, partnerSurvey, customerSurvey, comments];
  const form = h(
    'div',
    {},
    messageBar('info', {
      title: 'Your files stay with you.',
      detail: 'Only name, type, size, checksum and link are sent.',
    }),
    findings.element,
    invoice.element,
    group('Surveys', partnerSurvey.element, customerSurvey.element),
    comments.element,
  );
  const body = (): ProofOfExecution => ({
    ...named('findingsAndRecommendations', findings.value()),
    ...named('invoice', invoice.value()),
    partnerSurveyDone: partnerSurvey.value() !== '',
    customerSurveyDone: customerSurvey.value() !== '',
    ...named('comments', comments.value() === '' ? undefined : comments.value()),
  });
  const intent = createIntent();

  openWizard({
    title: 'Submit workshop claim',
    subtitle: subtitleOf(context, row),
    onStale: onChange,
    steps: [
      {
        name: 'Proof of execution',
        show: () => form,
        fields: () => fields,
        button: 'Next',
        next: goOn,
      },
      {
        name: 'Review and submit',
        show: () => proofFacts(row, body()),
        fields: () => fields,
        button: 'Submit workshop claim',
        async next(signal) {
          const change = { body: body(), idempotencyKey: intent.keyFor(body()), etag: row.etag };
          await api.post(`${rowPath(context, row.customer.id)}/workshop-claim`, change, signal);
          intent.done();
          onChange();
          return 'next';
        },
      },
    ],
    done: () => ({
      title: `The workshop claim for ${row.customer.name} is submitted.`,
      content: h('p', {}, 'The customer is now on the tab Complete, where you can view the claim.'),
    }),
  });
}

function proofFacts(row: Row, body: ProofOfExecution): Child {
  return facts([
    ['Customer', row.customer.name],
    ['To be submitted by', row.status.deadline && momentOf(row.status.deadline)],
    [proofNames.findingsAndRecommendations, documentFact(body.findingsAndRecommendations)],
    [proofNames.invoice, documentFact(body.invoice)],
    [proofNames.partnerSurvey, body.partnerSurveyDone ? 'Done' : 'Not done'],
    [proofNames.customerSurvey, body.customerSurveyDone ? 'Done' : 'Not done'],
    ['Comments', body.comments],
  ]);
}

function surveyField(path: string, label: string, isRequired: boolean): Field {
  const { element, input } = checkbox({ name: path }, label);
  const error = h('p', { class: 'field-error', role: 'alert' });
  const field = h('div', { class: 'field' }, element, error);
  return {
    path,
    element: field,
    value: () => (input.checked ? 'done' : ''),
    showError: (message) => {
      showFieldError(field, input, error, message);
    },
    focus: () => {
      input.focus();
    },
    fault: () =>
      isRequired && !input.checked ? `${label}: this engagement asks for it.` : undefined,
  };
}

/** Left out where there is none. */
function named<K extends string, V>(name: K, value: V | undefined): Partial<Record<K, V>> {
  return value === undefined ? {} : ({ [name]: value } as Record<K, V>);
}
