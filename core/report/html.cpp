// SPDX-License-Identifier: Apache-2.0
#include "core/domain/visible_text.h"
#include "core/report/document.h"
#include "core/report/html_style.h"

#include <algorithm>
#include <utility>

namespace cordon {

using namespace Qt::StringLiterals;

namespace {

constexpr std::int64_t kBarWidth = 160;

/// Writes HTML that is well-formed XML, too. The one place where a text becomes markup: attributes
/// are ours alone, always in double quotes; texts are escaped.
class Html {
public:
    void raw(QStringView markup) { m_out += markup; }
    void element(const QString& tag, const QString& text, const QString& cssClass = {})
    {
        open(tag, cssClass);
        m_out += forHtml(text) + u"</" + tag + u">\n";
    }
    void open(const QString& tag, const QString& cssClass = {})
    {
        m_out += u'<' + tag;
        if (!cssClass.isEmpty()) {
            m_out += u" class=\"" + cssClass + u'"';
        }
        m_out += u'>';
    }

    void operator()(const Paragraph& paragraph) { element(u"p"_s, paragraph.text); }
    void operator()(const Quotation& quotation)
    {
        raw(u"<blockquote>\n");
        for (const QString& line : quotation.lines) {
            element(u"p"_s, line);
        }
        raw(u"</blockquote>\n");
    }
    void operator()(const Bullets& bullets)
    {
        raw(u"<ul>\n");
        for (const QString& item : bullets.items) {
            element(u"li"_s, item);
        }
        raw(u"</ul>\n");
    }
    void operator()(const Figures& figures)
    {
        raw(u"<dl class=\"figures\">\n");
        for (const auto& [value, what] : figures.items) {
            raw(u"<div>\n");
            element(u"dt"_s, what);
            element(u"dd"_s, value);
            raw(u"</div>\n");
        }
        raw(u"</dl>\n");
    }
    void operator()(const Grid& grid);
    void operator()(const TimelineMark&) { m_wantsTimeline = true; }

    [[nodiscard]] bool takeTimeline() { return std::exchange(m_wantsTimeline, false); }
    [[nodiscard]] QByteArray bytes() const { return m_out.toUtf8(); }

private:
    static QString columnClass(const Grid& grid, qsizetype column)
    {
        const bool number = std::find(grid.numeric.begin(), grid.numeric.end(), column) != grid.numeric.end();
        return number ? u"number"_s : QString();
    }
    void bar(std::int64_t value, std::int64_t most)
    {
        const std::int64_t width = value == 0 ? 0 : std::max<std::int64_t>(value * kBarWidth / most, 1);
        m_out += u"<td class=\"bar\"><svg width=\"%1\" height=\"10\" aria-hidden=\"true\"><rect width=\"%2\" "
                 u"height=\"10\"/></svg></td>"_s.arg(kBarWidth)
                     .arg(width);
    }

    QString m_out;
    bool m_wantsTimeline = false;
};

void Html::operator()(const Grid& grid)
{
    const std::int64_t most = grid.bars.empty() ? 0 : *std::max_element(grid.bars.begin(), grid.bars.end());
    raw(u"<div class=\"wide\"><table>\n<thead><tr>\n");
    for (qsizetype column = 0; column < grid.head.size(); ++column) {
        element(u"th"_s, grid.head[column], columnClass(grid, column));
    }
    raw(most > 0 ? u"<th class=\"bar\"></th></tr></thead>\n<tbody>\n" : u"</tr></thead>\n<tbody>\n");
    for (std::size_t row = 0; row < grid.rows.size(); ++row) {
        raw(u"<tr>\n");
        for (qsizetype column = 0; column < grid.rows[row].size(); ++column) {
            element(u"td"_s, grid.rows[row][column], columnClass(grid, column));
        }
        if (most > 0) {
            bar(grid.bars[row], most);
        }
        raw(u"</tr>\n");
    }
    raw(u"</tbody>\n</table></div>\n");
}

void head(Html& out, const Document& document)
{
    out.raw(u"<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\"/>\n");
    // The policy names the one style sheet by its hash, so that no other markup can bring its own.
    out.raw(QString(u"<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src '" +
                    reportStyleHash() + u"'; base-uri 'none'; form-action 'none'\"/>\n"));
    out.raw(u"<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>\n"
            u"<meta name=\"referrer\" content=\"no-referrer\"/>\n");
    out.element(u"title"_s, document.title);
    out.raw(QString(u"<style>" + reportStyle() + u"</style>\n</head>\n<body>\n"));
}

} // namespace

QByteArray toHtml(const IncidentReport& report)
{
    const Document document = documentOf(report);
    Html out;
    head(out, document);
    out.raw(u"<header>\n");
    out.element(u"p"_s, document.label, u"tlp"_s);
    out.element(u"h1"_s, document.title);
    out.element(u"p"_s, document.subtitle, u"subtitle"_s);
    out.raw(u"</header>\n<main>\n");
    for (const Section& section : document.sections) {
        out.raw(u"<section>\n");
        out.element(u"h2"_s, section.title);
        for (const Block& block : section.blocks) {
            std::visit(out, block);
            if (out.takeTimeline()) {
                out.raw(QString(u"<figure>\n" + QString::fromUtf8(timelineSvg(report)) + u"</figure>\n"));
            }
        }
        out.raw(u"</section>\n");
    }
    out.raw(u"</main>\n<footer>\n");
    out.element(u"p"_s, document.label, u"tlp"_s);
    out.raw(u"</footer>\n</body>\n</html>\n");
    return out.bytes();
}

} // namespace cordon
