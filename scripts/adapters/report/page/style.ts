/**
 * The look of every report page. Colours are of the Okabe-Ito set, which people with colour blindness tell apart, and no
 * meaning hangs on colour alone: series differ in pattern too, and every chart has its numbers beside it.
 */
export const STYLE = `
:root { --ink: #16202c; --soft: #55606e; --line: #d5dbe3; --paper: #fff; --wash: #f4f6f9; --blue: #0072b2; --orange: #e69f00; --green: #009e73; --red: #b3400a; }
* { box-sizing: border-box; }
body { margin: 0; color: var(--ink); background: var(--paper); font: 15px/1.5 system-ui, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif; }
main { max-width: 68rem; margin: 0 auto; padding: 2rem 1.5rem 4rem; }
header.page { border-block-end: 3px solid var(--ink); padding-block-end: 1rem; margin-block-end: 1.5rem; }
h1 { font-size: 1.5rem; line-height: 1.2; margin: 0 0 .25rem; }
h2 { font-size: 1.15rem; line-height: 1.3; margin: 0 0 .25rem; }
h3 { font-size: 1rem; margin: 1rem 0 .25rem; }
p { margin: 0 0 .75rem; max-width: 46rem; overflow-wrap: anywhere; }
section > .soft:first-of-type { margin-block-end: .75rem; }
.soft, caption { color: var(--soft); }
section { margin-block: 2.25rem; }
header.page + svg + section, header.page + section { margin-block-start: 0; }
.scroll + .scroll, .pair + .scroll { margin-block-start: 1.25rem; }
.pair { margin-block: .75rem 1rem; }
.headline { display: flex; flex-wrap: wrap; gap: .25rem 2.5rem; align-items: end; }
.headline .figure { font-size: 2.6rem; line-height: 1.1; font-weight: 650; letter-spacing: -.02em; font-variant-numeric: tabular-nums; }
.cards { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 14rem), 1fr)); gap: 0; margin: 1.25rem 0; border-block: 1px solid var(--line); }
.cards.three { grid-template-columns: repeat(auto-fit, minmax(min(100%, 17rem), 1fr)); }
.card { padding: .7rem 1rem .7rem 0; }
.card b { display: block; font-size: 1.3rem; line-height: 1.25; font-weight: 600; font-variant-numeric: tabular-nums; overflow-wrap: anywhere; }
.card span { color: var(--soft); font-size: .87rem; }
.verdict { border-inline-start: 5px solid var(--green); padding: .4rem 1rem; background: var(--wash); max-width: 46rem; margin-block: 1rem; }
.verdict.part { border-color: var(--orange); }
.verdict.no { border-color: var(--red); }
.verdict ul { margin: .25rem 0; padding-inline-start: 1.2rem; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; font-size: .92rem; }
caption { text-align: start; padding-block-end: .4rem; font-size: .9rem; }
th, td { text-align: start; padding: .38rem .75rem .38rem 0; border-block-end: 1px solid var(--line); vertical-align: middle; }
tr.part th { padding-inline-start: 1.25rem; color: var(--soft); }
thead th { color: var(--soft); font-weight: 600; font-size: .83rem; vertical-align: end; border-block-end: 1px solid var(--ink); }
tbody th { font-weight: 500; }
td.number, th.number { text-align: end; font-variant-numeric: tabular-nums; }
td.number, tbody th.number, td.day, th.day { white-space: nowrap; }
thead th.chart { padding-inline-start: .25rem; }
td.chart { min-width: 8rem; width: 22%; }
td.chart, td.wide, th.wide { padding-inline-start: .25rem; }
td.wide { min-width: 17rem; }
td.number + td.text, th.number + th.text { padding-inline-start: 1rem; }
tbody th.text { min-width: 9rem; overflow-wrap: anywhere; }
td.text + td.text { min-width: 4rem; }
.unseen { position: absolute; inline-size: 1px; block-size: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.pulls { margin: 0; padding: 0; list-style: none; }
a { color: #005a8f; text-underline-offset: .15em; }
figure { margin: 0; }
figcaption, .note { color: var(--soft); font-size: .87rem; }
.verdict .note { margin: .25rem 0 0; }
.scroll:focus-visible, a:focus-visible { outline: 2px solid var(--blue); outline-offset: 2px; }
tr.total > * { border-block-start: 1px solid var(--ink); border-block-end: 0; font-weight: 650; }
tr.apart > * { color: var(--soft); }
svg { display: block; max-width: 100%; overflow: visible; }
svg text { font: 12px system-ui, "Segoe UI", Roboto, sans-serif; fill: var(--ink); }
.legend { display: flex; flex-wrap: wrap; gap: .25rem 1.25rem; margin: .25rem 0 .5rem; padding: 0; list-style: none; font-size: .87rem; }
.legend li { display: flex; gap: .4rem; align-items: center; }
.pair { display: grid; grid-template-columns: minmax(0, 22rem) minmax(0, 1fr); gap: 2rem; align-items: start; }
.pill { display: inline-block; padding: 0 .5rem; border: 1px solid currentcolor; border-radius: 1rem; font-size: .8rem; white-space: nowrap; }
footer { border-block-start: 1px solid var(--line); margin-block-start: 3rem; padding-block-start: 1rem; font-size: .87rem; color: var(--soft); }
@media (max-width: 40rem) { main { padding: 1rem; } .pair { grid-template-columns: minmax(0, 1fr); } .headline .figure { font-size: 2rem; } }
@media (max-width: 40rem) {
  tbody th { position: sticky; inset-inline-start: 0; background: var(--paper); max-width: 11rem; overflow-wrap: break-word; }
  th.day { white-space: normal; }
  caption { max-inline-size: calc(100vw - 2rem); }
}
@media print {
  @page { margin: 12mm; }
  html, body { font-size: 9.5pt; }
  main { max-width: none; padding: 0; }
  section { margin-block: 1.5rem; }
  table { font-size: 8.25pt; }
  th, td { padding-inline-end: .4rem; }
  thead th { font-size: 7.5pt; }
  td.chart { min-width: 4.5rem; width: 16%; }
  tbody th.text { min-width: 6rem; }
  td.wide { min-width: 8rem; }
  tbody th.text, td.text, td.wide { overflow-wrap: anywhere; }
  .scroll { overflow: visible; }
  .pair { grid-template-columns: minmax(0, 14rem) minmax(0, 1fr); gap: 1.25rem; }
  .cards { grid-template-columns: repeat(4, 1fr); }
  .cards.three { grid-template-columns: repeat(3, 1fr); }
  thead { display: table-header-group; }
  tr, .card, .verdict, figure, .legend { break-inside: avoid; }
  h2, h3, caption, .legend, .soft { break-after: avoid; }
  a { color: inherit; text-decoration: none; }
  * { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
}
`;
