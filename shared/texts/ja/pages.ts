// Japanese: the customer's consent pages.
import type { PageTexts } from '../shape';

export const pages: PageTexts = {
  service: 'ワークショップへの同意',
  footer:
    'サインインは不要で、このページでパスワードをお尋ねすることは一切ありません。このページは Cookie を使用せず、他のサイトから何も読み込みません。',
  questions: (partner) => `ご不明な点がありましたら、${partner} の担当者にお問い合わせください。`,

  ask: {
    title: (f) => `${f.partner} より、貴組織の同意のお願い`,
    lead: (f) =>
      `${f.partner} は、Microsoft Commerce Incentives に基づき、${f.customer} 向けにワークショップ「${f.workshop}」を実施したいと考えております。この Microsoft のプログラムでは、事前に貴組織の同意が必要です。`,
    ifNothing: (f) =>
      `ご回答がない場合、この依頼は ${f.deadline} に失効し、${f.customer} は同意しなかったものとして扱われます。`,
    several: '依頼',
    severalHint: (partner) =>
      `${partner} から複数の依頼が届いています。今回ご回答いただくものを選択してください。ご回答は、選択したすべての依頼に適用されます。`,
    exactText: '正確な文面',
    answer: 'ご回答',
    final: (email) =>
      `最初に記録されたご回答が最終的なものとなります。同意された場合は、控えを ${email} にお送りします。`,
    name: 'お名前（氏名）',
    nameHint: '同意とともに記録されます。同意される場合は必須です。',
    confirmed: (customer) => `私は ${customer} を代表して同意する権限を有しています`,
    approve: '同意する',
    declineHeading: '辞退する場合',
    reason: '辞退の理由（任意）',
    reasonHint: (partner) => `${partner} に伝えられます。1,000 文字以内でご記入ください。`,
    decline: '辞退する',
  },
  problem: {
    prefix: 'エラー：',
    heading: 'ご回答はまだ記録されていません',
    approverName: 'お名前を 120 文字以内で入力してください',
    confirmed: (customer) => `${customer} を代表して同意する権限を有することを確認してください`,
    decision: '「同意する」または「辞退する」を選択してください',
    reason: '理由を 1,000 文字以内に短くしてください',
    request: '依頼を 1 つ以上選択してください',
  },
  approved: {
    title: '同意が記録されました',
    lead: (f) =>
      `${f.customer} は、${f.partner} によるワークショップ「${f.workshop}」に同意しました。`,
    next: (partner) =>
      `正確な文面を記載した控えを、連絡先アドレスにお送りします。ワークショップについては ${partner} からご連絡いたします。このページは閉じていただいて構いません。`,
    opposite: (f) =>
      `ただいま辞退を選択されましたが、${f.recordedAt} にすでに同意が記録されており、最初のご回答が最終的なものとなるため、記録されませんでした。同意を維持すべきでない場合は、${f.partner} の担当者にお知らせください。担当者が取り消すことができます。`,
  },
  declined: {
    title: 'ご回答が記録されました',
    lead: (f) =>
      `${f.customer} は、${f.partner} によるワークショップ「${f.workshop}」を辞退しました。`,
    next: (partner) =>
      `${partner} に通知いたします。これ以上のご対応は不要です。このページは閉じていただいて構いません。`,
    opposite: (f) =>
      `ただいま同意を選択されましたが、${f.recordedAt} にすでに辞退が記録されており、最初のご回答が最終的なものとなるため、記録されませんでした。参加をご希望の場合は、${f.partner} の担当者にお知らせください。担当者が新しい依頼をお送りすることができます。`,
  },
  expired: {
    title: 'この依頼は失効しました',
    lead: (f) =>
      `${f.partner} によるワークショップ「${f.workshop}」への ${f.customer} の同意は、${f.deadline} まで受け付けておりました。期限までにご回答は記録されませんでした。`,
    offer: (partner) =>
      `引き続きワークショップにご関心がある場合は、${partner} にお知らせいただけます。これは同意ではありません。${partner} から新しい依頼をお送りする必要があります。`,
    button: '関心があることをパートナーに知らせる',
    sent: (partner) =>
      `ありがとうございます。ご関心があることを ${partner} に通知いたします。${partner} から新しい依頼をお送りすることができます。`,
  },
  superseded: {
    title: '貴組織はすでに他のパートナーに同意しています',
    lead: (f) =>
      `${f.customer} は、ワークショップ「${f.workshop}」について ${f.winner} に同意しました。この同意は排他的なものであるため、${f.partner} からの本依頼は終了しました。ご対応は不要です。`,
  },
  canceled: {
    title: 'この依頼は取り消されました',
    lead: (f) =>
      `${f.partner} は、${f.customer} 向けのワークショップ「${f.workshop}」を ${f.canceledAt} に取り消しました。ご対応は不要です。`,
  },
  replaced: {
    title: 'このリンクは無効になりました',
    lead: (f) =>
      `その後、${f.partner} はワークショップ「${f.workshop}」に関する依頼を ${f.customer} の別のご担当者に送信しました。回答は、その新しいメールに記載されたリンクからのみ行えます。`,
  },
  unknown: {
    title: 'このリンクは確認できません',
    lead: 'アドレス全体が正しくコピーされているかご確認いただくか、メールのリンクをもう一度開いてください。それでも開けない場合は、依頼の送信者にお問い合わせください。',
  },
  otherSite: {
    title: 'このフォームは別のサイトから送信されました',
    lead: 'お使いのブラウザーによると、このフォームは当ページから送信されたものではないため、何も記録されていません。メールのリンクをもう一度開き、そのページでご回答ください。リンクは引き続き有効です。',
  },
  busy: {
    title: '1 分ほど待ってから、もう一度お試しください',
    lead: '現在、記録にアクセスできません。失われたデータはなく、リンクは引き続き有効です。ご回答の直後であれば、リンクをもう一度開き、記録されたかどうかをご確認ください。',
  },
  tooMany: {
    title: '試行回数が多すぎます',
    lead: 'ご利用のネットワークから短時間に多数のアクセスがありました。数分待ってから、リンクをもう一度開いてください。リンクは引き続き有効です。',
  },
};
