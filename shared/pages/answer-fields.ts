// The part of the form that takes the answer: name and confirmation to agree, an optional reason to decline.
import type { Language } from '../domain/association';
import { namesOf } from '../texts/facts';
import { html, type Html } from '../texts/html';
import { textsIn } from '../texts/texts';
import type { AskPage } from './page-kinds';
import { isWrong, message, problemAttributes, problemClass } from './problem';

/** Declining needs neither name nor confirmation, so its button leaves out the browser's own checks. */
export function answerFields(page: AskPage, language: Language): Html {
  const { ask } = textsIn(language).pages;
  const { association } = page.request;
  const { customer, partner } = namesOf(association);
  return html`<h2>${ask.answer}</h2>
    <p>${ask.final(association.consentRequest.customerContact.email)}</p>
    <div class="field ${problemClass(page, 'approverName')}">
      <label for="approverName">${ask.name}</label>
      <p class="hint" id="approverName-hint">${ask.nameHint}</p>
      ${message(page, 'approverName', language)}
      <input
        type="text"
        id="approverName"
        name="approverName"
        value="${page.entered?.approverName ?? ''}"
        autocomplete="name"
        maxlength="120"
        required
        ${problemAttributes(page, 'approverName')}
      />
    </div>
    <div class="field check ${problemClass(page, 'confirmed')}">
      <input
        type="checkbox"
        id="confirmed"
        name="confirmed"
        value="yes"
        required
        ${problemAttributes(page, 'confirmed')}
      />
      <label for="confirmed">${ask.confirmed(customer)}</label>
      ${message(page, 'confirmed', language)}
    </div>
    <div class="${problemClass(page, 'decision')}">
      ${message(page, 'decision', language)}
      <button
        id="decision"
        name="decision"
        value="approve"
        ${isWrong(page, 'decision') ? html`aria-describedby="decision-error"` : undefined}
      >
        ${ask.approve}
      </button>
    </div>
    <div class="decline">
      <h3>${ask.declineHeading}</h3>
      <div class="field ${problemClass(page, 'reason')}">
        <label for="reason">${ask.reason}</label>
        <p class="hint" id="reason-hint">${ask.reasonHint(partner)}</p>
        ${message(page, 'reason', language)} ${reasonField(page)}
      </div>
      <button class="second" name="decision" value="decline" formnovalidate>${ask.decline}</button>
    </div>`;
}

// The line end after the start tag is dropped by the parser, so a reason that begins with one keeps it.
function reasonField(page: AskPage): Html {
  const entered = page.entered?.reason ?? '';
  const attributes = problemAttributes(page, 'reason');
  // prettier-ignore
  return html`<textarea id="reason" name="reason" rows="4" maxlength="1000" ${attributes}>
${entered}</textarea>`;
}
