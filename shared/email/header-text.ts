// Text that is safe in a mail header: one line, no control or direction characters.
const unsafe = /[\p{Cc}\p{Zl}\p{Zp}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]+/gu;

export function headerText(text: string): string {
  return text.replaceAll(unsafe, ' ').replaceAll(/ {2,}/g, ' ').trim();
}
