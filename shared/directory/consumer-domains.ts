// Domains of free mail: they belong to nobody's organisation and count as "tenant not found" (R13).

const domains: ReadonlySet<string> = new Set(
  `126.com 163.com aol.com bluewin.ch comcast.net daum.net docomo.ne.jp fastmail.com free.fr freenet.de
  gmail.com gmx.at gmx.ch gmx.com gmx.de gmx.net googlemail.com hey.com hotmail.co.uk hotmail.com hotmail.de
  hotmail.es hotmail.fr hotmail.it hotmail.se icloud.com laposte.net libero.it live.com live.se mac.com mail.com
  mail.ru me.com msn.com naver.com orange.fr outlook.com outlook.de outlook.es outlook.fr outlook.jp pm.me
  proton.me protonmail.com qq.com rediffmail.com rocketmail.com sbcglobal.net sfr.fr spray.se t-online.de telia.com
  tuta.com verizon.net wanadoo.fr web.de wp.pl ya.ru yahoo.co.jp yahoo.co.uk yahoo.com yahoo.de yahoo.es yahoo.fr
  yahoo.se yandex.com yandex.ru ymail.com zoho.com`.split(/\s+/),
);

export function isConsumerDomain(domain: string): boolean {
  return domains.has(domain);
}
