// SPDX-License-Identifier: Apache-2.0
#include "core/report/html_style.h"

#include "core/domain/digest.h"

namespace cordon {

namespace {

constexpr const char16_t* kStyle = uR"(
:root { color-scheme: light dark; --ink: #1c2530; --soft: #5b6875; --line: #d9dfe5; --paper: #ffffff;
  --panel: #f4f6f8; --accent: #2f6fa8; }
@media (prefers-color-scheme: dark) {
  :root { --ink: #e4e9ee; --soft: #9aa7b4; --line: #35404b; --paper: #14191f; --panel: #1c232b; --accent: #6ea8dc; }
}
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 62rem; padding: 1.5rem 1.5rem 3rem; color: var(--ink); background: var(--paper);
  font: 15px/1.55 system-ui, "Noto Sans", "DejaVu Sans", sans-serif; }
header { border-bottom: 3px solid var(--accent); margin-bottom: 1.5rem; padding-bottom: .75rem; }
h1 { font-size: 1.75rem; line-height: 1.2; margin: .5rem 0 .2rem; }
h2 { font-size: 1.15rem; margin: 2.2rem 0 .6rem; padding-bottom: .25rem; border-bottom: 1px solid var(--line); }
p { margin: .45rem 0; max-width: 46rem; overflow-wrap: anywhere; }
.subtitle { color: var(--soft); font-size: 1.05rem; }
.tlp { display: inline-block; margin: 0; padding: .15rem .6rem; background: #000000; color: #ffffff;
  font-weight: 700; letter-spacing: .03em; }
.figures { display: flex; flex-wrap: wrap; gap: .75rem; margin: 1rem 0 1.25rem; }
.figures div { display: flex; flex-direction: column-reverse; flex: 1 1 9rem; padding: .7rem .9rem;
  background: var(--panel); border: 1px solid var(--line); border-radius: 6px; }
.figures dt { color: var(--soft); font-size: .85rem; }
.figures dd { margin: 0; font-size: 1.5rem; font-weight: 650; font-variant-numeric: tabular-nums; }
blockquote { margin: .5rem 0 1rem; padding: .35rem 1rem; background: var(--panel); border-left: 4px solid var(--accent); }
figure { margin: .75rem 0 1.25rem; padding: .75rem; background: var(--panel); border: 1px solid var(--line);
  border-radius: 6px; }
figure svg { display: block; width: 100%; height: auto; }
.wide { overflow-x: auto; margin: .5rem 0 1.1rem; }
table { border-collapse: collapse; min-width: 20rem; font-size: .93rem; }
th, td { padding: .3rem .9rem .3rem 0; border-bottom: 1px solid var(--line); text-align: left; vertical-align: top;
  overflow-wrap: anywhere; }
th { color: var(--soft); font-weight: 600; white-space: nowrap; }
.number { text-align: right; white-space: nowrap; font-variant-numeric: tabular-nums; }
td.bar { white-space: nowrap; }
td.bar rect { fill: var(--accent); }
footer { margin-top: 2.5rem; padding-top: .75rem; border-top: 1px solid var(--line); }
@media print {
  :root { --ink: #000000; --soft: #444444; --line: #bbbbbb; --paper: #ffffff; --panel: #ffffff; --accent: #2f6fa8; }
  body { max-width: none; padding: 1.2cm 0; font-size: 10pt; }
  h2 { break-after: avoid; }
  tr, figure, blockquote, .figures div { break-inside: avoid; }
  thead { display: table-header-group; }
  .wide { overflow: visible; }
  header .tlp, footer .tlp { position: fixed; right: 0; print-color-adjust: exact; }
  header .tlp { top: 0; }
  footer .tlp { bottom: 0; }
}
)";

} // namespace

QString reportStyle()
{
    return QString::fromUtf16(kStyle);
}

QString reportStyleHash()
{
    const Digest digest = sha256(reportStyle().toUtf8());
    const QByteArray bytes = QByteArray::fromHex(hex(digest).toLatin1());
    return u"sha256-" + QString::fromLatin1(bytes.toBase64());
}

} // namespace cordon
