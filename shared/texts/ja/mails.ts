// Japanese: the mails.
import type { Due, Origin } from '../facts';
import type { MailTexts } from '../shape';

const afterwards = (customer: string, origin: Origin) =>
  origin === 'added'
    ? `これに伴い、${customer} は本ワークショップの顧客ページに表示されなくなりますが、再び追加することができます。`
    : `これに伴い、${customer} は本ワークショップで要求（クレーム）できる顧客に戻ります。`;

const answerNotes = (f: Due) => [
  'ページを開くだけでは何も変更されません。ページでご回答いただいた内容のみが記録されます。サインインは不要で、パスワードをお尋ねすることは一切ありません。',
  `ご回答者として適切でない場合は、このリンクを転送せず、下記の ${f.partner} の担当者までお知らせください。`,
  `ご回答がない場合、この依頼は ${f.deadline} に失効し、${f.customer} は同意しなかったものとして扱われます。`,
];

const openPage = '顧客ページを開く';
const nothingToDo = 'この顧客に関する他のワークショップには影響しません。ご対応は不要です。';
const ifNoClaim = (f: Due) =>
  `期限までにワークショップ請求が提出されない場合、関連付けは終了し、${f.customer} は他のパートナーを選択できるようになります。`;

export const mails: MailTexts = {
  greeting: (name) => `${name} 様`,
  plainLink: 'ボタンが機能しない場合は、次のアドレスをブラウザーにコピーしてください。',
  customerFooter: (f) =>
    `本メールは、${f.partner} が本ワークショップに関する ${f.customer} のご担当者として登録した方にお送りしています。自動的に送信されています。`,
  partnerFooter: (f) =>
    `本メールは、この顧客に関する ${f.partner} のご担当者にお送りしています。自動的に送信されています。`,

  consentRequest: (f) => ({
    subject: `同意のお願い：ワークショップ「${f.workshop}」（${f.partner}）`,
    title: `${f.partner} より、貴組織の同意のお願い`,
    intro: [
      `${f.partner} は、Microsoft Commerce Incentives に基づき、${f.customer} 向けにワークショップ「${f.workshop}」を実施したいと考えております。この Microsoft のプログラムでは、事前に貴組織の同意が必要です。`,
      `まず、下記の同意の内容をお読みください。その後、${f.deadline}（${f.daysLeft}）までに、同意ページで同意または辞退をご回答いただけます。`,
    ],
    action: '内容を確認して回答する',
    after: answerNotes(f),
  }),
  consentReminder: (f) => ({
    subject: `再度のお願い（${f.daysLeft}）：ワークショップ「${f.workshop}」への同意（${f.partner}）`,
    title: `再度のお願い：${f.partner} が貴組織のご回答をお待ちしています`,
    intro: [
      `${f.requestedAt} に、${f.partner} は Microsoft Commerce Incentives に基づくワークショップ「${f.workshop}」について、${f.customer} の同意をお願いいたしました。ご回答はまだ記録されていません。`,
      `下記の同意の内容をお読みください。${f.deadline}（${f.daysLeft}）までに、同意ページで同意または辞退をご回答いただけます。`,
    ],
    action: '内容を確認して回答する',
    after: answerNotes(f),
  }),
  consentReceipt: (f) => ({
    subject: `同意の控え：ワークショップ「${f.workshop}」（${f.partner}）`,
    title: '同意が記録されました',
    intro: [
      `ありがとうございます。${f.customer} は、${f.partner} によるワークショップ「${f.workshop}」に同意しました。本メールには同意の正確な文面が含まれています。控えとして保管してください。`,
    ],
    after: [
      `ワークショップについては ${f.partner} からご連絡いたします。${f.partner} は ${f.deadline} までワークショップを実施できます。現時点でのご対応は不要です。`,
      `この同意が本来なされるべきものでなかった場合は、下記の ${f.partner} の担当者にお知らせください。担当者が取り消すことができます。`,
    ],
  }),
  cancelNotice: (f) => ({
    subject: `取り消し：ワークショップ「${f.workshop}」（${f.partner}）`,
    title: `${f.partner} がワークショップを取り消しました`,
    intro: [
      `${f.partner} は、Microsoft Commerce Incentives に基づく ${f.customer} 向けのワークショップ「${f.workshop}」を取り消しました。`,
      f.consentAt === undefined
        ? '同意のお願いは取り下げられ、そのリンクはご利用いただけなくなりました。'
        : `これに伴い、${f.consentAt} に記録された同意は終了し、${f.partner} に対する排他性もなくなりました。`,
    ],
    after: [
      'ご対応は不要です。',
      `ご不明な点がありましたら、下記の ${f.partner} の担当者にお問い合わせください。`,
    ],
  }),

  consentNotAsked: (f) => ({
    subject: `同意の未依頼（${f.daysLeft}）：${f.customer}、「${f.workshop}」`,
    title: `${f.customer} への同意の依頼がまだ送信されていません`,
    intro: [
      `${f.customer} はワークショップ「${f.workshop}」の顧客として${f.origin === 'added' ? '追加' : '要求（クレーム）'}されましたが、同意の依頼はまだ送信されていません。`,
      `同意は ${f.deadline}（${f.daysLeft}）までに記録される必要があります。依頼を送信してもこの期限は変わりませんので、お早めに送信してください。`,
    ],
    action: openPage,
    after: [
      `ご対応がない場合、関連付けは同意のないまま期限に終了します。${afterwards(f.customer, f.origin)}`,
    ],
  }),
  consentNotAnswered: (f) => ({
    subject: `同意の未回答（${f.daysLeft}）：${f.customer}、「${f.workshop}」`,
    title: `${f.customer} からまだ回答がありません`,
    intro: [
      `ワークショップ「${f.workshop}」への同意の依頼は、${f.lastSentAt} に最後に送信されました。${f.customer} からの回答はまだありません。`,
      `同意は ${f.deadline}（${f.daysLeft}）までに記録される必要があります。顧客の担当者には自動のお知らせも送信されますが、直接のご連絡もご検討ください。`,
    ],
    action: openPage,
    after: [
      `回答が記録されない場合、関連付けは同意のないまま期限に終了します。${afterwards(f.customer, f.origin)}`,
    ],
  }),
  consentGiven: (f) => ({
    subject: `同意の受領：${f.customer}、「${f.workshop}」`,
    title: `${f.customer} が同意しました`,
    intro: [
      `${f.customer} がワークショップ「${f.workshop}」に同意しました。この同意は貴社に対する排他的なものです。`,
      `${f.deadline}（${f.daysLeft}）までに、ワークショップを実施し、ワークショップ請求（workshop claim）を提出してください。`,
    ],
    action: openPage,
    after: [ifNoClaim(f)],
  }),
  consentDeclined: (f) => ({
    subject: `同意の辞退：${f.customer}、「${f.workshop}」`,
    title: `${f.customer} が辞退しました`,
    intro: [
      `${f.customer} は、ワークショップ「${f.workshop}」への同意の依頼を辞退しました。関連付けは終了しました。`,
      afterwards(f.customer, f.origin),
    ],
    action: openPage,
    after: [nothingToDo],
  }),
  consentExpired: (f) => ({
    subject: `同意のないまま失効：${f.customer}、「${f.workshop}」`,
    title: '同意を得る期限が過ぎました',
    intro: [
      f.wasAsked
        ? `ワークショップ「${f.workshop}」への同意の依頼に対して、${f.deadline} までに ${f.customer} からの回答がありませんでした。関連付けは終了しました。`
        : `ワークショップ「${f.workshop}」への同意の依頼は、${f.deadline} までに ${f.customer} に送信されませんでした。関連付けは終了しました。`,
      afterwards(f.customer, f.origin),
    ],
    action: openPage,
    after: [nothingToDo],
  }),
  superseded: (f) => ({
    subject: `対象外：${f.customer}、「${f.workshop}」`,
    title: `${f.customer} は他のパートナーに同意しました`,
    intro: [
      `${f.customer} は、ワークショップ「${f.workshop}」について他のパートナーに同意しました。最初に記録された同意が排他的に有効となるため、貴社の関連付けは終了しました。`,
      `${f.customer} は、本ワークショップの顧客ページの［対象外］（Ineligible）タブに表示されます。`,
    ],
    action: openPage,
    after: [nothingToDo],
  }),
  deliveryWarning: (f) => ({
    subject: `ワークショップ請求の期限（${f.daysLeft}）：${f.customer}、「${f.workshop}」`,
    title: 'ワークショップ請求がまだ提出されていません',
    intro: [
      `${f.customer} はワークショップ「${f.workshop}」に同意しています。ワークショップ請求（workshop claim）はまだ提出されていません。`,
      `${f.deadline}（${f.daysLeft}）までに、ワークショップを実施し、ワークショップ請求を提出してください。`,
    ],
    action: openPage,
    after: [ifNoClaim(f)],
  }),
  deliveryExpired: (f) => ({
    subject: `ワークショップ請求のないまま失効：${f.customer}、「${f.workshop}」`,
    title: 'ワークショップの実施期限が過ぎました',
    intro: [
      `${f.customer} 向けのワークショップ「${f.workshop}」について、${f.deadline} までにワークショップ請求（workshop claim）が提出されませんでした。関連付けは終了し、同意は貴社に対する排他的なものではなくなりました。`,
      `${f.customer} を再び要求（クレーム）することができます。その場合は、新たな同意が必要です。`,
    ],
    action: openPage,
    after: [nothingToDo],
  }),
  lateInterest: (f) => ({
    subject: `引き続き関心あり：${f.customer}、「${f.workshop}」`,
    title: `${f.customer} が関心を示しています`,
    intro: [
      `${f.interestAt} に、${f.customer} の担当者から、ワークショップ「${f.workshop}」に関心がある旨の連絡がありました。同意の依頼は ${f.deadline} に失効しているため、これは同意ではありません。`,
      f.origin === 'added'
        ? `手続きを進めるには、${f.customer} を再び追加し、新しい同意の依頼を送信してください。`
        : `手続きを進めるには、${f.customer} を再び要求（クレーム）し、新しい同意の依頼を送信してください。`,
    ],
    action: openPage,
    after: [
      `ご対応がない場合、何も変わりません。${f.customer} には、貴社に連絡済みであることをお伝えしています。`,
    ],
  }),
};
