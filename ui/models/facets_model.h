// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/query/facets.h"
#include "ui/models/cells.h"
#include "ui/models/facet_terms.h"

#include <QAbstractTableModel>
#include <QSet>

namespace cordon::ui {

/// Facets as an outline: a heading each, under it its largest values with their counts and how the
/// filter speaks of them. Values that the filter names are never left out. Thread: ui.
class FacetsModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { MarkColumn, ValueColumn, CountColumn, ColumnCount };
    enum class Kind { Heading, Value, More };
    /// True where figures of an older question still stand.
    static constexpr int kStaleRole = OutlineRole + 1;
    /// So many values stand under a heading until more are asked for.
    static constexpr std::size_t kFirst = 6;

    using QAbstractTableModel::QAbstractTableModel;

    /// Resets.
    void setFacets(std::vector<Facet> facets);
    /// The filter's text: marks follow it at once, counts when they come. Resets.
    void setText(const QString& text);
    void setStale(bool stale);
    [[nodiscard]] bool isStale() const { return m_stale; }
    /// Nothing was counted, and the filter names nothing.
    [[nodiscard]] bool isEmpty() const;

    [[nodiscard]] Kind kindOf(int line) const { return m_lines[std::size_t(line)].kind; }
    [[nodiscard]] int headingOf(int line) const;
    [[nodiscard]] bool isOpen(int line) const { return !m_closed.contains(fieldOf(line)); }
    /// Resets; true where something changed.
    bool setOpen(int line, bool open);
    /// All values that were counted, or again the largest alone. Resets.
    void showMore(int line);
    /// The term that includes the line's value; empty where there is none.
    [[nodiscard]] QString termAt(int line) const;

    /// A line by what it says, to find it again after a reset.
    struct Anchor {
        QString field, term;
        Kind kind = Kind::Heading;
    };
    [[nodiscard]] Anchor anchorAt(int line) const;
    /// The heading where the value is gone; -1 where that is, too.
    [[nodiscard]] int lineOf(const Anchor& anchor) const;

    using QAbstractTableModel::index;
    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& cell, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex& cell) const override;

private:
    struct Entry {
        QString value, term;
        std::int64_t count = -1; ///< below 0: not counted
        FacetUse use = FacetUse::None;
    };
    struct Line {
        Kind kind = Kind::Heading;
        std::size_t facet = 0;
        Entry entry;
    };

    [[nodiscard]] const QString& fieldOf(int line) const { return m_facets[m_lines[std::size_t(line)].facet].field; }
    [[nodiscard]] std::vector<Entry> entriesOf(const Facet& facet, const FacetTerms& terms) const;
    void rebuild();
    [[nodiscard]] QString moreText(const Facet& facet) const;
    [[nodiscard]] QVariant headingData(int line, int column, int role) const;
    [[nodiscard]] QVariant valueData(int line, int column, int role) const;

    std::vector<Facet> m_facets;
    std::vector<Line> m_lines;
    QString m_text;
    QSet<QString> m_closed, m_whole; ///< by field
    bool m_stale = false;
};

} // namespace cordon::ui
