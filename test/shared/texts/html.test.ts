import { html, markupOf } from '../../../shared/texts/html';

describe('the html template', () => {
  it('escapes every character that could end a text or an attribute', () => {
    const made = html`<p title="${`"'`}">${'<script>&'}</p>`;
    expect(markupOf(made)).toBe('<p title="&quot;&#39;">&lt;script&gt;&amp;</p>');
  });

  it('leaves alone what it has made itself, also in lists', () => {
    const items = ['a', '<b>'].map((text) => html`<li>${text}</li>`);
    expect(
      markupOf(
        html`<ul>
          ${items}
        </ul>`,
      ),
    ).toBe('<ul><li>a</li><li>&lt;b&gt;</li></ul>');
  });

  it('prints numbers, and nothing for undefined', () => {
    expect(markupOf(html`${0}|${undefined}|${''}`)).toBe('0||');
  });

  it('does not take an object that comes from JSON for markup', () => {
    const forged = JSON.parse('{"markup":"<script>","map":null}') as string;
    expect(() => markupOf(html`${forged}`)).toThrow();
  });
});
