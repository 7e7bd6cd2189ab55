// Japanese: counts, labels, and the statement that a customer agrees to.
import { plural } from '../formats';
import type { CommonTexts } from '../shape';

export const common: CommonTexts = {
  days: plural('ja', { other: '#日' }),
  daysLeft: plural('ja', { other: '残り#日' }),
  labeled: (label, value) => `${label}：${value}`,
  dateWithDaysLeft: (date, daysLeft) => `${date}（${daysLeft}）`,
  labels: {
    workshop: 'ワークショップ',
    partner: 'パートナー',
    customer: 'お客様',
    answerBy: '回答期限',
    deliverBy: '実施期限',
    recordedAt: '記録日時',
    agreedBy: '同意者',
    declinedBy: '辞退者',
    reason: '理由',
    contactAddress: '連絡先アドレス',
    contactAt: (organization) => `${organization} のご担当者`,
    contacts: 'ご担当者',
    whatAgreeingMeans: '同意の内容',
    agreedText: '同意の文面',
  },
  statement: (f) => [
    `${f.customer} を代表して、以下の事項に同意します。`,
    `1. ${f.customer} は、${f.partner} が実施するワークショップ「${f.workshop}」に参加します。`,
    `2. ${f.partner} は、本ワークショップへの自社の参加を、Microsoft Commerce Incentives に基づいて Microsoft に報告します。これは、パートナーによるワークショップの実施に対して Microsoft が対価を支払うことのあるプログラムです。`,
    `3. この目的のために、${f.partner} は、${f.customer} の組織名、同組織の Microsoft テナント（${f.tenant}）、本依頼のご担当者（${f.contact}）およびワークショップの結果を Microsoft と共有します。`,
    `4. 本同意は排他的なものです。本ワークショップについて、${f.customer} は ${f.partner} に対してのみ同意し、他のパートナーには同意しません。`,
    `5. ${f.partner} は、本同意が記録された時点から${f.deliveryDays}以内に、ワークショップを実施し、ワークショップ請求（Microsoft に対する支払いの請求）を提出することができます。期間内にワークショップ請求が提出されなかった場合、排他性は終了します。`,
  ],
};
