// SPDX-License-Identifier: Apache-2.0
#include "core/domain/visible_text.h"
#include "core/report/document.h"

#include <algorithm>

namespace cordon {

using namespace Qt::StringLiterals;

namespace {

/// Writes Markdown; the only place where a text becomes part of it.
class Markdown {
public:
    void line(const QString& markup, const QString& text) { m_out += markup + forMarkdown(text) + u'\n'; }
    /// One of five labels that makeReport() let through: searched for as it is, so not escaped.
    void label(const QString& tlp) { m_out += tlp + u'\n'; }
    void gap() { m_out += u'\n'; }

    void operator()(const Paragraph& paragraph)
    {
        line({}, paragraph.text);
        gap();
    }
    void operator()(const Quotation& quotation)
    {
        for (const QString& text : quotation.lines) {
            // The backslash keeps the line break inside the quotation.
            m_out += u"> " + forMarkdown(text) + (&text == &quotation.lines.back() ? u"\n" : u"\\\n");
        }
        gap();
    }
    void operator()(const Bullets& bullets)
    {
        for (const QString& item : bullets.items) {
            line(u"- "_s, item);
        }
        gap();
    }
    void operator()(const Figures& figures)
    {
        for (const auto& [value, what] : figures.items) {
            m_out += u"- **" + forMarkdown(value.isEmpty() ? u"0"_s : value) + u"** " + forMarkdown(what) + u'\n';
        }
        gap();
    }
    void operator()(const Grid& grid)
    {
        row(grid.head);
        QString rule = u"|"_s;
        for (int column = 0; column < grid.head.size(); ++column) {
            const bool number = std::find(grid.numeric.begin(), grid.numeric.end(), column) != grid.numeric.end();
            rule += number ? u" ---: |" : u" --- |";
        }
        m_out += rule + u'\n';
        for (const QStringList& cells : grid.rows) {
            row(cells);
        }
        gap();
    }
    void operator()(const TimelineMark&) {}

    [[nodiscard]] QByteArray bytes() const { return m_out.toUtf8(); }

private:
    void row(const QStringList& cells)
    {
        m_out += u'|';
        for (const QString& cell : cells) {
            m_out += u' ' + forMarkdown(cell) + u" |";
        }
        m_out += u'\n';
    }

    QString m_out;
};

} // namespace

QByteArray toMarkdown(const IncidentReport& report)
{
    const Document document = documentOf(report);
    Markdown out;
    out.label(document.label);
    out.gap();
    out.line(u"# "_s, document.title);
    out.gap();
    out.line({}, document.subtitle);
    out.gap();
    for (const Section& section : document.sections) {
        out.line(u"## "_s, section.title);
        out.gap();
        for (const Block& block : section.blocks) {
            std::visit(out, block);
        }
    }
    out.label(document.label);
    return out.bytes();
}

} // namespace cordon
