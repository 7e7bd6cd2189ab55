// Free mail is nobody's organisation (R13).
import { isConsumerDomain } from '../../../shared/directory/consumer-domains';

it.each([
  'gmail.com',
  'googlemail.com',
  'outlook.com',
  'outlook.fr',
  'outlook.jp',
  'hotmail.co.uk',
  'hotmail.de',
  'hotmail.se',
  'live.se',
  'yahoo.co.jp',
  'yahoo.co.uk',
  'icloud.com',
  'proton.me',
  'tuta.com',
  'fastmail.com',
  'gmx.ch',
  'gmx.net',
  'web.de',
  't-online.de',
  'telia.com',
  'laposte.net',
  'orange.fr',
  'libero.it',
  'qq.com',
  'docomo.ne.jp',
  'mail.ru',
  'wp.pl',
  'btinternet.com',
  'seznam.cz',
])('%s is free mail', (domain) => {
  expect(isConsumerDomain(domain)).toBe(true);
});

it.each([
  'contoso.com',
  'microsoft.com',
  'contoso.onmicrosoft.com',
  'volvo.com',
  'siemens.com',
  'corp.mail.ru',
  'gmail.com.contoso.com',
  'notgmail.com',
  'co.uk',
  'northwind.example',
])('%s is not', (domain) => {
  expect(isConsumerDomain(domain)).toBe(false);
});
