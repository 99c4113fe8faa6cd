// SPDX-License-Identifier: Apache-2.0
#include "ui/models/facets_model.h"

#include "core/domain/visible_text.h"
#include "ui/models/words.h"
#include "ui/models/working_set.h"
#include "ui/views/plain_text.h"

#include <algorithm>

namespace cordon::ui {

namespace {

QString titleOf(const QString& field)
{
    const FieldInfo* info = fieldNamed(field);
    switch (info == nullptr ? Field::Words : info->field) {
    case Field::Domain:
        return FacetsModel::tr("Mail domain");
    case Field::State:
        return FacetsModel::tr("State");
    case Field::Verb:
        return FacetsModel::tr("Decided");
    case Field::ReportedKind:
        return FacetsModel::tr("Reported as");
    case Field::Empty:
        return FacetsModel::tr("Empty");
    case Field::Hour:
        return FacetsModel::tr("Hour of the week, UTC");
    case Field::Name:
        return FacetsModel::tr("Name begins with");
    default:
        return forCell(field, 40);
    }
}

int markOf(FacetUse use)
{
    return int(use == FacetUse::Included ? Mark::Ticked : use == FacetUse::Excluded ? Mark::LeftOut : Mark::None);
}

QString spoken(FacetUse use)
{
    return use == FacetUse::Included   ? FacetsModel::tr("included")
           : use == FacetUse::Excluded ? FacetsModel::tr("excluded")
                                       : FacetsModel::tr("not in the filter");
}

} // namespace

void FacetsModel::setFacets(std::vector<Facet> facets)
{
    beginResetModel();
    m_facets = std::move(facets);
    m_stale = false;
    rebuild();
    endResetModel();
}

void FacetsModel::setText(const QString& text)
{
    if (text != m_text) {
        beginResetModel();
        m_text = text;
        rebuild();
        endResetModel();
    }
}

void FacetsModel::setStale(bool stale)
{
    if (stale != m_stale && !m_lines.empty()) {
        m_stale = stale;
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1), {kStaleRole});
    }
}

bool FacetsModel::isEmpty() const
{
    return std::none_of(m_lines.begin(), m_lines.end(), [](const Line& line) { return line.kind == Kind::Value; }) &&
           std::all_of(m_facets.begin(), m_facets.end(), [](const Facet& facet) { return facet.values.empty(); });
}

std::vector<FacetsModel::Entry> FacetsModel::entriesOf(const Facet& facet, const FacetTerms& terms) const
{
    std::vector<Entry> all;
    for (const FacetValue& each : facet.values) {
        const bool begins = each.include.endsWith(QLatin1Char('*'));
        const QString value = forCell(each.value) + (begins ? QStringLiteral("*") : QString());
        all.push_back({value, each.include, each.count, terms.useOf(each.include)});
    }
    const bool whole = m_whole.contains(facet.field);
    if (!whole) { // the hours come in their own order
        std::stable_sort(all.begin(), all.end(), [](const Entry& a, const Entry& b) { return a.count > b.count; });
    }
    std::vector<Entry> shown;
    for (std::size_t i = 0; i < all.size(); ++i) {
        if (whole || i < kFirst || all[i].use != FacetUse::None) {
            shown.push_back(all[i]);
        }
    }
    const FieldInfo* field = fieldNamed(facet.field);
    for (const FacetTerms::Named& named :
         field == nullptr ? std::vector<FacetTerms::Named>() : terms.named(field->field)) {
        const FacetTerms mine(named.term);
        if (std::none_of(shown.begin(), shown.end(),
                         [&mine](const Entry& entry) { return mine.useOf(entry.term) != FacetUse::None; })) {
            shown.push_back({forCell(named.value), named.term, -1, named.use});
        }
    }
    return shown;
}

void FacetsModel::rebuild()
{
    const FacetTerms terms(m_text);
    m_lines.clear();
    for (std::size_t i = 0; i < m_facets.size(); ++i) {
        const Facet& facet = m_facets[i];
        std::vector<Entry> entries = entriesOf(facet, terms);
        m_lines.push_back({Kind::Heading, i, {{}, {}, std::int64_t(entries.size()), FacetUse::None}});
        if (m_closed.contains(facet.field)) {
            continue;
        }
        for (Entry& entry : entries) {
            m_lines.push_back({Kind::Value, i, std::move(entry)});
        }
        if (facet.values.size() > kFirst || facet.more > 0) {
            m_lines.push_back({Kind::More, i, {moreText(facet), {}, -1, FacetUse::None}});
        }
    }
}

QString FacetsModel::moreText(const Facet& facet) const
{
    if (!m_whole.contains(facet.field)) {
        return tr("%1 more…").arg(figure(std::int64_t(facet.values.size() - kFirst + facet.more)));
    }
    return facet.more == 0 ? tr("fewer") : tr("%1 more are smaller; fewer").arg(figure(std::int64_t(facet.more)));
}

int FacetsModel::headingOf(int line) const
{
    while (line > 0 && kindOf(line) != Kind::Heading) {
        --line;
    }
    return line;
}

bool FacetsModel::setOpen(int line, bool open)
{
    if (isOpen(line) == open) {
        return false;
    }
    beginResetModel();
    if (open) {
        m_closed.remove(fieldOf(line));
    } else {
        m_closed.insert(fieldOf(line));
    }
    rebuild();
    endResetModel();
    return true;
}

void FacetsModel::showMore(int line)
{
    beginResetModel();
    const QString field = fieldOf(line);
    if (!m_whole.remove(field)) {
        m_whole.insert(field);
    }
    rebuild();
    endResetModel();
}

QString FacetsModel::termAt(int line) const
{
    return line >= 0 && line < rowCount() ? m_lines[std::size_t(line)].entry.term : QString();
}

FacetsModel::Anchor FacetsModel::anchorAt(int line) const
{
    return line >= 0 && line < rowCount() ? Anchor{fieldOf(line), termAt(line), kindOf(line)} : Anchor();
}

int FacetsModel::lineOf(const Anchor& anchor) const
{
    int heading = -1;
    for (int line = 0; line < rowCount(); ++line) {
        if (fieldOf(line) != anchor.field) {
            continue;
        }
        if (kindOf(line) == anchor.kind && termAt(line) == anchor.term) {
            return line;
        }
        heading = kindOf(line) == Kind::Heading ? line : heading;
    }
    return heading;
}

int FacetsModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(m_lines.size());
}

int FacetsModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant FacetsModel::data(const QModelIndex& cell, int role) const
{
    if (!cell.isValid() || cell.row() >= rowCount()) {
        return {};
    }
    if (role == kStaleRole) {
        return m_stale;
    }
    if (role == Qt::TextAlignmentRole) {
        return int(Qt::AlignVCenter | (cell.column() == CountColumn ? Qt::AlignRight : Qt::AlignLeft));
    }
    return kindOf(cell.row()) == Kind::Heading ? headingData(cell.row(), cell.column(), role)
                                               : valueData(cell.row(), cell.column(), role);
}

QVariant FacetsModel::headingData(int line, int column, int role) const
{
    // The title stands in both columns, and the table draws the first across the second: whichever
    // the cursor is in, it is read out.
    const bool none = m_lines[std::size_t(line)].entry.count == 0;
    const QString title = titleOf(fieldOf(line));
    switch (role) {
    case Qt::DisplayRole:
    case CopyRole:
        return column != CountColumn ? title : none ? tr("none") : QString();
    case Qt::AccessibleTextRole:
        return column == CountColumn ? (none ? tr("none") : QString())
                                     : QString(title % (isOpen(line) ? tr(", open") : tr(", closed")));
    case OutlineRole:
        return int(column == CountColumn   ? OutlineMark::None
                   : isOpen(line) && !none ? OutlineMark::Open
                                           : OutlineMark::Closed);
    default:
        return {};
    }
}

QVariant FacetsModel::valueData(int line, int column, int role) const
{
    const bool isValue = kindOf(line) == Kind::Value;
    const Entry& entry = m_lines[std::size_t(line)].entry;
    const QString count = entry.count < 0 ? QString() : figure(entry.count);
    switch (role) {
    case Qt::DisplayRole:
    case CopyRole:
        return column == ValueColumn ? entry.value : column == CountColumn ? count : QString();
    case Qt::AccessibleTextRole:
        return column == ValueColumn   ? entry.value
               : column == CountColumn ? count
               : isValue               ? spoken(entry.use)
                                       : QString();
    case Qt::ToolTipRole:
        return isValue ? plainToolTip(QString(entry.value % QLatin1Char('\n') % spoken(entry.use))) : QString();
    case Qt::BackgroundRole:
        return entry.use == FacetUse::Included   ? QVariant(tokens().accentTint)
               : entry.use == FacetUse::Excluded ? QVariant(tokens().warnTint)
                                                 : QVariant();
    case MarkRole:
        return column == MarkColumn && isValue && !entry.term.isEmpty() ? QVariant(markOf(entry.use)) : QVariant();
    case ToneRole:
        return int(isValue ? Tone::Neutral : Tone::Accent);
    case FilterRole:
        return entry.term;
    default:
        return {};
    }
}

QVariant FacetsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || (role != Qt::DisplayRole && role != Qt::AccessibleTextRole)) {
        return {};
    }
    return section == MarkColumn ? tr("In the filter") : section == ValueColumn ? tr("Value") : tr("Rows");
}

Qt::ItemFlags FacetsModel::flags(const QModelIndex& cell) const
{
    return cell.isValid() ? Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemNeverHasChildren : Qt::NoItemFlags;
}

} // namespace cordon::ui
