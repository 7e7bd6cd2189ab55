// What a customer may write into an answer (R25).
import { answererName, declineReason } from '../../../shared/domain/answer';

it.each([
  ['Carl Quist', true],
  ['x'.repeat(120), true],
  ['x'.repeat(121), false],
  ['', false],
  ['Carl\r\nBcc: all@aw.example', false],
  ['Carl \u202egnp.exe', false],
])('%j may answer: %s', (name, isName) => {
  expect(answererName.safeParse(name).success).toBe(isName);
});

it.each([
  ['Not this year.\r\nAsk again.', true],
  ['x'.repeat(1000), true],
  ['x'.repeat(1001), false],
  ['', false],
  ['\u0000', false],
])('%j may be why: %s', (reason, isReason) => {
  expect(declineReason.safeParse(reason).success).toBe(isReason);
});
