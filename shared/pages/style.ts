// The one style sheet of the customer's pages. It is inline, and `page-headers.ts` allows it by its hash alone.
export const style = `
:root{color-scheme:light dark;--page:#f3f5f8;--card:#fff;--soft:#f3f6fa;--text:#1a1f26;--muted:#545d69;--line:#d5dae1;--field:#6a7380;--accent:#0f548c;--on-accent:#fff;--error:#a4161a}
@media (prefers-color-scheme:dark){:root{--page:#12151a;--card:#1b2027;--soft:#232a33;--text:#e9ecf0;--muted:#aeb7c2;--line:#39424e;--field:#8d98a5;--accent:#8cc2f5;--on-accent:#0c1824;--error:#ff9c9c}}
*{box-sizing:border-box}
html{-webkit-text-size-adjust:100%;text-size-adjust:100%}
body{margin:0;background:var(--page);color:var(--text);font:1rem/1.6 system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans","Noto Sans JP","Yu Gothic UI",Meiryo,sans-serif;overflow-wrap:anywhere}
.column{max-width:42rem;margin:0 auto;padding:0 1rem}
header{padding:1.25rem 0 .75rem;color:var(--muted);font-size:.9375rem;font-weight:600}
header p{margin:0}
main{background:var(--card);border:1px solid var(--line);border-radius:.75rem;padding:1.5rem 1.125rem 2rem}
footer{padding:1rem 0 2.5rem;color:var(--muted);font-size:.875rem}
h1{margin:0 0 .75rem;font-size:1.5rem;line-height:1.25;text-wrap:balance}
h2{margin:2.25rem 0 .75rem;font-size:1.1875rem;line-height:1.3}
h3{margin:0 0 .75rem;font-size:1.0625rem;line-height:1.3}
p{margin:0 0 .875rem}
dl{margin:1.25rem 0 0;border-top:1px solid var(--line)}
dl div{padding:.625rem 0;border-bottom:1px solid var(--line)}
dt{color:var(--muted);font-size:.9375rem}
dd{margin:0}
dd strong{display:block}
.left::first-letter{text-transform:uppercase}
.statement{margin:0 0 1rem;padding:1rem 1rem .25rem;background:var(--soft);border-left:.25rem solid var(--accent);border-radius:0 .375rem .375rem 0}
.statement p{margin-bottom:.75rem}
fieldset{margin:0;padding:0;border:0;min-width:0}
legend{padding:0}
label,.label{display:block;font-weight:600}
.hint{margin:0 0 .375rem;color:var(--muted);font-size:.9375rem}
.field{margin:0 0 1.25rem}
input[type=text],textarea{display:block;width:100%;min-height:2.75rem;padding:.5rem .75rem;border:1px solid var(--field);border-radius:.375rem;background:var(--card);color:inherit;font:inherit}
textarea{min-height:6.5rem;resize:vertical}
.check{display:grid;grid-template-columns:1.5rem 1fr;gap:0 .75rem;align-items:start}
.check input{width:1.5rem;height:1.5rem;margin:.0625rem 0 0;accent-color:var(--accent)}
.check .message,.check .hint{grid-column:2}
.request{padding:1rem 0;border-top:1px solid var(--line)}
.request details{margin:.5rem 0 0}
summary{cursor:pointer;padding:.25rem 0;color:var(--accent)}
button{display:block;width:100%;min-height:3rem;padding:.625rem 1.5rem;border:2px solid var(--accent);border-radius:.375rem;background:var(--accent);color:var(--on-accent);font:inherit;font-weight:600;cursor:pointer}
button.second{background:transparent;color:var(--accent)}
button:hover{text-decoration:underline}
.after{margin:1.75rem 0 0}
main form{margin-top:1.25rem}
fieldset .hint{margin-bottom:1rem}
fieldset .check .hint{margin:0}
.decline{margin-top:2rem;padding-top:1.5rem;border-top:1px solid var(--line)}
.wrong{padding-left:.875rem;border-left:.25rem solid var(--error)}
.wrong input[type=text],.wrong textarea{border:2px solid var(--error)}
.message{margin:.25rem 0 .375rem;color:var(--error);font-weight:600}
.summary,.notice{margin:0 0 1.5rem;padding:1rem 1rem .25rem;border:2px solid var(--error);border-radius:.375rem}
.notice{border-color:var(--accent)}
.summary h2{margin:0 0 .5rem}
.summary a{color:var(--error);font-weight:600}
:focus-visible{outline:3px solid var(--accent);outline-offset:3px}
@media (min-width:40rem){
main{padding:2.25rem 2.5rem 2.5rem}
h1{font-size:1.75rem}
dl div{display:grid;grid-template-columns:12rem 1fr;gap:1rem}
button{width:auto;min-width:12rem}
}
@media print{body,main{background:#fff;color:#000;border:0}form button{display:none}}
`;
