import { html, markupOf } from '../../../shared/texts/html';

describe('the html template', () => {
  it('escapes every character that could end a text or an attribute', () => {
    const made = html`<p title="${`"'`}">${'<script>&'}</p>`;
    expect(markupOf(made)).toBe('<p title="&quot;&#39;">&lt;script&gt;&amp;</p>');
  });

  it('leaves alone what it has made itself, also in lists', () => {
    const items = ['a', '<b>'].map((text) => html`<i>${text}</i>`);
    expect(markupOf(html`<b>${items}</b>`)).toBe('<b><i>a</i><i>&lt;b&gt;</i></b>');
  });

  it('prints numbers, and nothing for undefined', () => {
    expect(markupOf(html`${0}|${undefined}|${''}`)).toBe('0||');
  });
});
