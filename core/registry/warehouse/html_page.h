// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QString>

#include <memory>
#include <optional>
#include <vector>

// The names are libxml2's own.
using xmlDoc = struct _xmlDoc;   // NOLINT(bugprone-reserved-identifier)
using xmlNode = struct _xmlNode; // NOLINT(bugprone-reserved-identifier)

namespace cordon::warehouse {

/// An element of a page. Points into its page and lives as long as that.
class HtmlNode {
public:
    explicit HtmlNode(xmlNode* node) : m_node(node) {}

    [[nodiscard]] QString text() const; ///< of it and all below, white space collapsed
    [[nodiscard]] QString attribute(const char* name) const;
    [[nodiscard]] bool has(const char* attributeName) const;
    [[nodiscard]] bool hasClass(QStringView name) const;
    /// XPath seen from here; the expression is always ours, never built from a page's text.
    [[nodiscard]] std::vector<HtmlNode> find(const QByteArray& xpath) const;
    [[nodiscard]] std::optional<HtmlNode> first(const QByteArray& xpath) const;

private:
    xmlNode* m_node;
};

/// A page as the registry sent it: hostile bytes, so nothing is fetched, no entity is expanded from
/// outside, and what cannot be parsed is an empty page. Value; any thread.
class HtmlPage {
public:
    HtmlPage() = default;
    explicit HtmlPage(const QByteArray& bytes);

    [[nodiscard]] std::vector<HtmlNode> find(const QByteArray& xpath) const;
    [[nodiscard]] std::optional<HtmlNode> first(const QByteArray& xpath) const;

private:
    struct Free {
        void operator()(xmlDoc* doc) const;
    };
    std::unique_ptr<xmlDoc, Free> m_doc;
};

/// "[contains(...)]": the XPath condition that an element carries a class.
[[nodiscard]] QByteArray withClass(const QByteArray& name);

/// A table read by the words in its header, never by position (the registry moves columns).
class HtmlTable {
public:
    explicit HtmlTable(HtmlNode table);

    /// The column under that header; case, "_" and spaces are one. Nothing where there is none.
    [[nodiscard]] std::optional<std::size_t> column(QStringView header) const;
    [[nodiscard]] const std::vector<std::vector<HtmlNode>>& rows() const { return m_rows; }

private:
    std::vector<QString> m_headers;
    std::vector<std::vector<HtmlNode>> m_rows;
};

} // namespace cordon::warehouse
