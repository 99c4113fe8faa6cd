// SPDX-License-Identifier: Apache-2.0
#include "ui/models/groups_model.h"

#include "ui/models/carried.h"

#include <algorithm>

namespace cordon::ui {

namespace {

/// What a group is called among those of one cut: its mail domain and where its window begins.
using Name = std::pair<Row, std::int64_t>;
constexpr std::int64_t kNowhere = -1; ///< no group begins a microsecond before 1970

Name nameOf(const ViewData& view, const GroupSpan& span)
{
    if (view.cut == TimeCut::None) {
        return {span.domain, 0};
    }
    return {span.domain, view.uncounted(span).from->time_since_epoch().count()};
}

/// The same group's name in another answer; nothing where its domain is gone.
std::optional<Name> carried(const ViewData& from, const ViewData& to, Name name)
{
    if (name.first != kNoRow) {
        const auto domain = carriedRow(*from.index, *to.index, Table::Domains, name.first);
        if (!domain) {
            return std::nullopt;
        }
        name.first = *domain;
    }
    return name;
}

} // namespace

GroupsModel::GroupsModel(WorkingSet& set, JobRunner& jobs, QObject* parent)
    : QAbstractTableModel(parent), m_marks(set, jobs), m_figures(jobs)
{
    connect(&m_marks, &GroupMarks::changed, this, &GroupsModel::tellMarks);
    connect(&m_figures, &GroupFigures::arrived, this, &GroupsModel::showFigures);
}

void GroupsModel::setView(std::shared_ptr<const ViewData> view)
{
    if (m_view && view && m_view->grouping == view->grouping) {
        m_view = std::move(view); // the same groups: nothing to be seen
        m_marks.setView(m_view);
        m_figures.setView(m_view);
        return;
    }
    if (m_view && view && m_view->grouping->spans == view->grouping->spans) {
        m_view = std::move(view); // the same groups of the same rows: only what is said of them changes
        m_marks.setView(m_view);
        m_figures.setView(m_view);
        m_marks.count();
        Q_EMIT dataChanged(index(0, 0), index(std::max(0, rowCount() - 1), ColumnCount - 1));
        return;
    }
    const bool wholeOpen = m_outline.groups() > 1 && m_outline.openGroups() == m_outline.groups();
    const bool sameCut = m_view && view && m_view->groupOf == view->groupOf && m_view->cut == view->cut;
    const std::vector<std::size_t> open = sameCut && !wholeOpen ? openIn(*view) : std::vector<std::size_t>();
    beginResetModel();
    m_view = std::move(view);
    m_marks.setView(m_view);
    m_figures.setView(m_view);
    makeOutline();
    for (const std::size_t number : open) {
        m_outline.open(number);
    }
    if (sameCut && wholeOpen) {
        m_outline.openAll();
    }
    m_marks.forget();
    m_marks.count();
    endResetModel();
}

void GroupsModel::makeOutline()
{
    m_outline = m_view ? Outline(m_view->grouping->sizes) : Outline();
    m_largest = m_outline.groups() == 0 ? 1 : std::max<std::int64_t>(1, m_outline.rowsOf(0));
    m_place = {};
}

std::vector<std::size_t> GroupsModel::openIn(const ViewData& next) const
{
    std::vector<std::size_t> found;
    if (m_outline.openGroups() == 0) {
        return found;
    }
    std::vector<Name> names;
    std::vector<bool> domains(next.index->size(Table::Domains) + 1); // the last one: no domain
    const auto slot = [&](Row domain) { return domain == kNoRow ? domains.size() - 1 : std::size_t{domain}; };
    for (std::size_t number = 0; number < m_outline.groups(); ++number) {
        if (m_outline.isOpen(number)) {
            if (const auto name = carried(*m_view, next, nameOf(*m_view, spanOf(number)))) {
                names.push_back(*name);
                domains[slot(name->first)] = true;
            }
        }
    }
    std::sort(names.begin(), names.end());
    for (std::size_t number = 0; number < next.groups().size(); ++number) {
        const GroupSpan& each = next.groups()[number];
        if (domains[slot(each.domain)] && std::binary_search(names.begin(), names.end(), nameOf(next, each))) {
            found.push_back(number);
        }
    }
    return found;
}

void GroupsModel::tellMarks()
{
    if (rowCount() > 0) {
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1),
                           {Qt::CheckStateRole, Qt::BackgroundRole, MarkRole});
    }
}

void GroupsModel::showFigures(const std::vector<std::size_t>& groups)
{
    for (const std::size_t number : groups) {
        const int line = int(m_outline.lineOf(number));
        Q_EMIT dataChanged(index(line, AccountsColumn), index(line, OpenColumn), {Qt::DisplayRole});
        Q_EMIT figuresArrived(line);
    }
}

std::optional<Outline::Line> GroupsModel::lineAt(int line) const
{
    return line >= 0 && std::size_t(line) < m_outline.lines() ? std::optional(m_outline.at(std::size_t(line)))
                                                              : std::nullopt;
}

const GroupsModel::Place& GroupsModel::placeAt(int line) const
{
    if (m_place.line != line) {
        m_place.line = line;
        m_place.at = m_outline.at(std::size_t(line));
        m_place.row = m_place.at.row ? rowOf(m_place.at) : kNoRow;
    }
    return m_place;
}

Row GroupsModel::rowOf(const Outline::Line& line) const
{
    const BitmapRanks& ranks = m_view->rows(m_view->groupOf).ranks();
    return ranks.rowAt(ranks.placeOf(spanOf(line.group).begin) + *line.row);
}

Group GroupsModel::group(std::size_t number) const
{
    const Group* counted = m_figures.of(number);
    return counted != nullptr ? *counted : m_view->uncounted(spanOf(number));
}

std::optional<Group> GroupsModel::groupAt(int line) const
{
    const auto at = lineAt(line);
    return at && !at->row ? std::optional(group(at->group)) : std::nullopt;
}

bool GroupsModel::isCounted(int line) const
{
    const auto at = lineAt(line);
    return at && !at->row && m_figures.of(at->group) != nullptr;
}

std::optional<Row> GroupsModel::rowAt(int line) const
{
    const auto at = lineAt(line);
    return at && at->row ? std::optional(rowOf(*at)) : std::nullopt;
}

int GroupsModel::headerOf(int line) const
{
    const auto at = lineAt(line);
    return at ? int(m_outline.lineOf(at->group)) : -1;
}

Bitmap GroupsModel::rowsBetween(int first, int last) const
{
    if (!m_view) {
        return {};
    }
    const TableRows& all = m_view->rows(m_view->groupOf);
    Bitmap rows(all.found().size());
    const auto from = lineAt(first);
    const auto to = lineAt(last);
    if (!from || !to || first > last) {
        return rows;
    }
    for (std::size_t number = from->group; number <= to->group; ++number) {
        const GroupSpan& each = spanOf(number);
        if (!m_outline.isOpen(number)) {
            rows.setRange(each.begin, each.end);
            continue;
        }
        const Row begin = number == from->group && from->row ? rowOf(*from) : each.begin;
        if (number < to->group) {
            rows.setRange(begin, each.end);
        } else if (to->row) { // else its header alone, which stands for none of its rows
            rows.setRange(begin, rowOf(*to) + 1);
        }
    }
    rows &= all.found();
    return rows;
}

bool GroupsModel::isOpen(int line) const
{
    const auto at = lineAt(line);
    return at && m_outline.isOpen(at->group);
}

void GroupsModel::setOpen(int line, bool open)
{
    const auto at = lineAt(line);
    if (!at || at->row || m_outline.isOpen(at->group) == open) {
        return;
    }
    const int rows = int(m_outline.rowsOf(at->group));
    if (open) {
        beginInsertRows({}, line + 1, line + rows);
        m_outline.open(at->group);
        m_place = {};
        endInsertRows();
    } else {
        beginRemoveRows({}, line + 1, line + rows);
        m_outline.close(at->group);
        m_place = {};
        endRemoveRows();
    }
    Q_EMIT dataChanged(index(line, 0), index(line, ColumnCount - 1), {OutlineRole});
}

void GroupsModel::openAll()
{
    beginResetModel();
    m_outline.openAll();
    m_place = {};
    endResetModel();
}

void GroupsModel::closeAll()
{
    beginResetModel();
    m_outline.closeAll();
    m_place = {};
    endResetModel();
}

GroupsModel::Anchor GroupsModel::anchorAt(int line) const
{
    const auto at = lineAt(line);
    return at ? Anchor{m_view, spanOf(at->group), at->row ? std::optional(rowOf(*at)) : std::nullopt} : Anchor();
}

int GroupsModel::lineOf(const Anchor& anchor) const
{
    if (!anchor.view || !m_view || anchor.view->groupOf != m_view->groupOf) {
        return -1;
    }
    // A row is looked for as itself, a group by its name or, where time is cut anew, by its first row.
    const bool sameCut = anchor.view->cut == m_view->cut;
    const Row wanted = anchor.row ? *anchor.row : sameCut ? kNoRow : anchor.group.begin;
    const Row row = carriedRow(*anchor.view->index, *m_view->index, m_view->groupOf, wanted).value_or(kNoRow);
    const BitmapRanks& ranks = m_view->rows(m_view->groupOf).ranks();
    if (!ranks.bitmap().test(row)) {
        return sameCut ? lineOfGroup(*anchor.view, anchor.group) : -1;
    }
    for (std::size_t number = 0; number < m_outline.groups(); ++number) {
        const GroupSpan& each = spanOf(number);
        if (row >= each.begin && row < each.end) {
            const bool shown = anchor.row && m_outline.isOpen(number);
            return int(m_outline.lineOf(number) + (shown ? 1 + ranks.placeOf(row) - ranks.placeOf(each.begin) : 0));
        }
    }
    return -1;
}

int GroupsModel::lineOfGroup(const ViewData& of, const GroupSpan& group) const
{
    const Name name = carried(of, *m_view, nameOf(of, group)).value_or(Name(kNoRow, kNowhere));
    for (std::size_t number = 0; number < m_outline.groups(); ++number) {
        if (spanOf(number).domain == name.first && nameOf(*m_view, spanOf(number)) == name) {
            return int(m_outline.lineOf(number));
        }
    }
    return -1;
}

int GroupsModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(m_outline.lines());
}

int GroupsModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(ColumnCount);
}

QVariant GroupsModel::data(const QModelIndex& cell, int role) const
{
    if (!cell.isValid() || std::size_t(cell.row()) >= m_outline.lines()) {
        return {};
    }
    const Place& place = placeAt(cell.row());
    const GroupCells cells(*m_view, m_marks, m_figures, m_largest);
    const GroupCells::Line line{cell.row(), rowCount(), m_outline.isOpen(place.at.group)};
    return place.at.row ? cells.ofRow(place.row, line, cell.column(), role)
                        : cells.ofGroup(place.at.group, line, cell.column(), role);
}

QVariant GroupsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    return orientation == Qt::Horizontal ? GroupCells::ofHead(section, role) : QVariant();
}

Qt::ItemFlags GroupsModel::flags(const QModelIndex& cell) const
{
    return cell.isValid() ? Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemNeverHasChildren : Qt::NoItemFlags;
}

} // namespace cordon::ui
