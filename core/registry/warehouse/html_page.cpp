// SPDX-License-Identifier: Apache-2.0
#include "core/registry/warehouse/html_page.h"

#include <QStringList>
#include <libxml/HTMLparser.h>
#include <libxml/xpath.h>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace cordon::warehouse {
namespace {

const xmlChar* xml(const char* text)
{
    return reinterpret_cast<const xmlChar*>(text);
}

QString taken(xmlChar* text)
{
    const std::unique_ptr<xmlChar, void (*)(void*)> owned(text, [](void* p) { xmlFree(p); });
    return text ? QString::fromUtf8(reinterpret_cast<const char*>(text)) : QString();
}

/// The parser stops at NUL and changes its mind about the encoding at a bad byte: neither reaches it.
QByteArray wellFormed(const QByteArray& bytes)
{
    QString text = QString::fromUtf8(bytes);
    text.replace(QChar::Null, QChar::ReplacementCharacter);
    return text.toUtf8();
}

/// Making a context costs more than most questions: a page keeps one, which goes with it.
xmlXPathContext* contextOf(xmlDoc* doc)
{
    if (!doc->_private)
        doc->_private = xmlXPathNewContext(doc);
    return static_cast<xmlXPathContext*>(doc->_private);
}

std::vector<HtmlNode> evaluate(xmlDoc* doc, xmlNode* from, const QByteArray& xpath)
{
    std::vector<HtmlNode> found;
    xmlXPathContext* context = contextOf(doc);
    if (!context)
        return found;
    context->node = from;
    const std::unique_ptr<xmlXPathObject, void (*)(xmlXPathObjectPtr)> result(
        xmlXPathEvalExpression(xml(xpath.constData()), context), xmlXPathFreeObject);
    if (!result || !result->nodesetval)
        return found;
    for (int i = 0; i < result->nodesetval->nodeNr; ++i)
        found.emplace_back(result->nodesetval->nodeTab[i]);
    return found;
}

std::optional<HtmlNode> firstOf(const std::vector<HtmlNode>& nodes)
{
    return nodes.empty() ? std::nullopt : std::optional(nodes.front());
}

QString headerKey(QStringView header)
{
    return header.toString().replace(u'_', u' ').simplified().toLower();
}

} // namespace

QString HtmlNode::text() const
{
    return taken(xmlNodeGetContent(m_node)).simplified();
}

QString HtmlNode::attribute(const char* name) const
{
    return taken(xmlGetProp(m_node, xml(name)));
}

bool HtmlNode::has(const char* attributeName) const
{
    return xmlHasProp(m_node, xml(attributeName)) != nullptr;
}

bool HtmlNode::hasClass(QStringView name) const
{
    return attribute("class").simplified().split(u' ').contains(name);
}

std::vector<HtmlNode> HtmlNode::find(const QByteArray& xpath) const
{
    return evaluate(m_node->doc, m_node, xpath);
}

std::optional<HtmlNode> HtmlNode::first(const QByteArray& xpath) const
{
    return firstOf(find(xpath));
}

HtmlPage::HtmlPage(const QByteArray& bytes)
{
    const QByteArray text = wellFormed(bytes);
    m_doc.reset(htmlReadMemory(text.constData(), int(text.size()), nullptr, "UTF-8",
                               HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING | HTML_PARSE_NONET |
                                   HTML_PARSE_COMPACT));
}

void HtmlPage::Free::operator()(xmlDoc* doc) const
{
    xmlXPathFreeContext(static_cast<xmlXPathContext*>(doc->_private));
    xmlFreeDoc(doc);
}

std::vector<HtmlNode> HtmlPage::find(const QByteArray& xpath) const
{
    if (!m_doc)
        return {};
    return evaluate(m_doc.get(), reinterpret_cast<xmlNode*>(m_doc.get()), xpath);
}

std::optional<HtmlNode> HtmlPage::first(const QByteArray& xpath) const
{
    return firstOf(find(xpath));
}

QByteArray withClass(const QByteArray& name)
{
    return "[contains(concat(' ',normalize-space(@class),' '),' " + name + " ')]";
}

HtmlTable::HtmlTable(HtmlNode table)
{
    for (const HtmlNode& row : table.find("./tr|./thead/tr|./tbody/tr")) {
        const auto cells = row.find("./td");
        if (!cells.empty()) {
            m_rows.push_back(cells);
        } else if (m_headers.empty()) {
            for (const HtmlNode& header : row.find("./th"))
                m_headers.push_back(headerKey(header.text()));
        }
    }
}

std::optional<std::size_t> HtmlTable::column(QStringView header) const
{
    const auto at = std::find(m_headers.begin(), m_headers.end(), headerKey(header));
    return at == m_headers.end() ? std::nullopt : std::optional(std::size_t(at - m_headers.begin()));
}

} // namespace cordon::warehouse
