/** Colours of the page, light and dark. Every text colour has a contrast of at least 4.5 : 1 on its ground (WCAG 2.2 AA). */
const COLOURS = `
:root {
  color-scheme: light dark;
  --ground: #f6f7f9; --card: #ffffff; --line: #dfe3e8; --text: #1b2028; --soft: #566070; --link: #1c5fb0;
  --bad: #b3261e; --bad-ground: #fdecea; --near: #8a4b00; --near-ground: #fff1dc;
  --later: #1f5fa8; --later-ground: #e6f0fb; --good: #1d6b41; --good-ground: #e3f4ea; --track: #e4e7ec;
}
@media (prefers-color-scheme: dark) {
  :root {
    --ground: #11151b; --card: #191f27; --line: #2c3440; --text: #e5e9ef; --soft: #9ca8b8; --link: #82b4f5;
    --bad: #ff8f86; --bad-ground: #3b1b1c; --near: #f3b65c; --near-ground: #38290f;
    --later: #8dbbf7; --later-ground: #1a2c44; --good: #74d09a; --good-ground: #163323; --track: #2c3440;
  }
}
`;

const PAGE = `
* { box-sizing: border-box; }
body { margin: 0; background: var(--ground); color: var(--text); font: 15px/1.5 system-ui, sans-serif; overflow-wrap: anywhere; }
header, main, footer { max-width: 76rem; margin: 0 auto; padding: 0 1.25rem; }
header { display: flex; flex-wrap: wrap; justify-content: space-between; gap: 0 1.5rem; padding-top: 1rem; color: var(--soft); font-size: .875rem; }
header b { color: var(--text); }
footer { padding-top: 1.5rem; padding-bottom: 2.5rem; color: var(--soft); font-size: .875rem; }
footer a { margin-right: 1rem; }
a { color: var(--link); }
:focus-visible { outline: 2px solid var(--link); outline-offset: 2px; }
code { font: .8125rem/1.45 ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; }
h2 { display: inline-block; margin: 0; font-size: 1.0625rem; font-weight: 650; }
section { margin: 1.25rem 0; padding: 1rem 1.25rem; background: var(--card); border: 1px solid var(--line); border-radius: 10px; }
summary { position: relative; display: block; padding-left: 1.125rem; cursor: pointer; }
summary::-webkit-details-marker { display: none; }
summary::before { content: ''; position: absolute; left: .125rem; top: .46875rem; width: .4375rem; height: .4375rem; border: solid var(--soft); border-width: 0 2px 2px 0; transform: rotate(-45deg); }
[open] > summary::before { top: .375rem; transform: rotate(45deg); }
.hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.rest, .extent, .running, .remedy { color: var(--soft); }
`;

const SUMMARY = `
.headline { display: flex; align-items: start; gap: .875rem; margin: .75rem 0 1.25rem; font-size: clamp(1.25rem, 1rem + 1.6vw, 1.75rem); line-height: 1.25; font-weight: 650; letter-spacing: -.01em; text-wrap: balance; }
.part { display: inline-block; }
.sign { flex: none; display: grid; place-items: center; width: 2.25rem; height: 2.25rem; margin-top: -.0625rem; border-radius: 50%; font-size: 1.25rem; font-weight: 700; }
.bad .sign { color: var(--bad); background: var(--bad-ground); }
.attention .sign { color: var(--near); background: var(--near-ground); }
.waiting .sign { color: var(--later); background: var(--later-ground); }
.good .sign { color: var(--good); background: var(--good-ground); }
.tiles { display: grid; grid-template-columns: repeat(auto-fit, minmax(9rem, 1fr)); gap: .75rem; margin: 0; padding: 0; list-style: none; }
.tile { --tone: var(--soft); display: block; height: 100%; padding: .75rem 1rem; background: var(--card); border: 1px solid var(--line); border-left: 4px solid var(--tone); border-radius: 10px; color: var(--text); text-decoration: none; }
.tile:hover, .tile[aria-current] { border-color: var(--tone); }
.tile b { display: block; color: var(--tone); font-size: 1.625rem; line-height: 1.2; font-variant-numeric: tabular-nums; }
.tile small { display: block; color: var(--soft); font-size: .8125rem; }
.tile.none { border-left-color: var(--line); }
.expired { --tone: var(--bad); --tone-ground: var(--bad-ground); }
.critical { --tone: var(--bad); --tone-ground: var(--bad-ground); }
.warning { --tone: var(--near); --tone-ground: var(--near-ground); }
.not_yet_valid { --tone: var(--later); --tone-ground: var(--later-ground); }
.fine { --tone: var(--good); --tone-ground: var(--good-ground); }
.calm, tr[data-apart=calm] { --tone: var(--soft); --tone-ground: var(--ground); }
tr[data-apart=warning] { --tone: var(--near); --tone-ground: var(--near-ground); }
`;

const TABLES = `
table { width: 100%; margin-top: .75rem; border-collapse: collapse; table-layout: fixed; }
th, td { padding: .625rem .75rem .625rem 0; border-top: 1px solid var(--line); text-align: left; vertical-align: top; font-weight: 400; }
thead th { padding-top: .375rem; padding-bottom: .375rem; border-top: 0; color: var(--soft); font-size: .8125rem; font-weight: 600; overflow-wrap: normal; }
.number { text-align: right; font-variant-numeric: tabular-nums; }
.sources .type, .sources thead .number { width: 6rem; }
.sources .state { width: 30%; }
.sources .last { width: 9rem; padding-left: 1.5rem; }
td.condition.up { color: var(--good); }
td.condition.down, td.condition.late { color: var(--bad); font-weight: 600; }
td.condition.waiting { color: var(--later); }
.reason { margin-top: .75rem; }
.reason td, .reason th { padding: .375rem .75rem .375rem 0; font-size: .875rem; }
.reason > summary b { margin-right: .5rem; color: var(--near); font-weight: 650; }
.remedy { margin: .125rem 0 0 1.125rem; }
.reason table, .reason .rest { width: calc(100% - 1.125rem); margin: .5rem 0 0 1.125rem; }
.handshakes thead th:first-child { width: 26%; }
.handshakes .last { width: 10.5rem; padding-left: 1.5rem; }
.handshakes th span, .handshakes td span { color: var(--soft); font-size: .875rem; }
.handshakes td b { color: var(--bad); font-weight: 600; }
.handshakes td .remedy { display: block; margin: .125rem 0 0; }
.succeeding { margin-top: .75rem; }
.roots { margin-top: .375rem; font-size: .875rem; }
.roots ul { margin: .25rem 0 0; padding-left: 2.25rem; color: var(--soft); }
.roots time { white-space: nowrap; }
.certificates .when { width: 13.5rem; }
.certificates .role { width: 7.5rem; }
.certificates .source { width: 9rem; }
tbody .wide { color: var(--soft); font-size: .875rem; }
.certificates td b { display: block; font-weight: 600; }
.certificates tr:not(.fine) td b { color: var(--tone); }
.certificates time { color: var(--soft); font-size: .875rem; font-variant-numeric: tabular-nums; }
.certificates th code { display: block; color: var(--soft); font-weight: 400; }
.badge { float: right; margin: .125rem .75rem 0 .5rem; padding: 0 .5rem; border-radius: 99px; background: var(--tone-ground); color: var(--tone); font-size: .75rem; font-weight: 600; line-height: 1.25rem; }
.not_yet_valid .badge { float: none; display: inline-block; margin: 0 0 .25rem; }
.fine .badge { background: none; padding: 0; }
.bar { display: block; width: calc(100% - .75rem); height: 4px; margin-top: .375rem; border-radius: 2px; background: var(--track); fill: var(--tone); }
.certificates summary { font-weight: 550; }
dl { display: grid; grid-template-columns: max-content minmax(0, 1fr); gap: .25rem 1rem; margin: .5rem 0 .75rem; padding: .75rem 1rem; background: var(--ground); border-radius: 8px; font-size: .875rem; }
dt { color: var(--soft); }
dd { margin: 0; }
`;

const FILTER = `
form { display: flex; flex-wrap: wrap; align-items: end; gap: .625rem .75rem; margin-top: .75rem; }
form p { margin: 0; }
form p:first-child { flex: 1 1 16rem; }
label { display: block; color: var(--soft); font-size: .8125rem; font-weight: 600; }
input, select, button { width: 100%; min-height: 2.375rem; padding: .25rem .625rem; border: 1px solid var(--line); border-radius: 8px; background: var(--ground); color: inherit; font: inherit; }
input::placeholder { color: var(--soft); opacity: 1; }
button { border-color: var(--link); background: none; color: var(--link); font-weight: 600; cursor: pointer; }
.extent { margin: .625rem 0 0; font-size: .875rem; }
.empty ul { margin: 0; padding-left: 1.25rem; }
`;

/** A phone has room for two columns: when and what. Role and source are in the details of each row as well. */
const PHONE = `
@media (max-width: 44rem) {
  header, main, footer { padding-left: .75rem; padding-right: .75rem; }
  section { padding: .875rem; }
  .wide { display: none; }
  .tiles { grid-template-columns: repeat(2, minmax(0, 1fr)); gap: .5rem; }
  .tile { padding: .5rem .75rem; }
  .tiles li:last-child { grid-column: 1 / -1; }
  .headline { font-size: 1.1875rem; gap: .625rem; }
  .sign { width: 1.75rem; height: 1.75rem; font-size: 1rem; }
  .certificates .when { width: 6.75rem; }
  .certificates td b { font-size: .875rem; line-height: 1.35; }
  .badge { float: none; display: inline-block; margin: 0 0 .25rem; padding: 0 .375rem; white-space: nowrap; }
  form p { flex: 1 1 7rem; }
  form p:first-child, form p:last-child { flex-basis: 100%; }
  dl { grid-template-columns: minmax(0, 1fr); gap: 0; padding: .625rem .75rem; }
  dd { margin-bottom: .375rem; }
  .sources thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
  .sources tr { display: block; padding: .5rem 0; border-top: 1px solid var(--line); }
  .sources th, .sources td:not(.wide) { display: inline; padding: 0 .75rem 0 0; border: 0; font-size: .875rem; }
  .sources th, .sources td.condition { display: block; }
  .sources th { font-weight: 600; }
  .handshakes thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
  .handshakes tr { display: block; padding: .5rem 0; border-top: 1px solid var(--line); }
  .handshakes th, .handshakes td { display: block; padding: 0; border: 0; font-size: .875rem; }
  .handshakes .last { width: auto; padding: 0; }
  .handshakes td.last::before { color: var(--soft); content: attr(data-label) ' '; }
  .sources td.number::before { color: var(--soft); content: attr(data-label) ' '; }
}
@media print { form, footer { display: none; } section { border: 0; } }
`;

/** The style sheet of the page. It loads nothing: no font, no picture, no import. */
export const STYLES = [COLOURS, PAGE, SUMMARY, TABLES, FILTER, PHONE].join('');
