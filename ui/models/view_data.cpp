// SPDX-License-Identifier: Apache-2.0
#include "ui/models/view_data.h"

#include "ui/models/row_words.h"

#include <algorithm>

namespace cordon::ui {

namespace {

using std::chrono::hours;

/// Fewer rows are sorted whether they are looked at or not: then a page is there at once.
constexpr std::int64_t kCheaplySorted = 10'000;
/// Orders of whole tables that are kept: 4 bytes a row each.
constexpr std::size_t kKeptOrders = 4;
/// Groups that come with their figures, and how many rows may be visited for it.
constexpr std::size_t kCountedGroups = 64;
constexpr std::int64_t kCountedRows = 100'000;

std::size_t at(Table table)
{
    return std::size_t(table);
}

/// Wide enough that a screen of bars shows the whole of what matches, and no wider.
Microseconds fittingWidth(Instant first, Instant last)
{
    const Microseconds span = last - first;
    if (span <= hours(24 * 7)) {
        return hours(1);
    }
    if (span <= hours(24 * 400)) {
        return hours(24);
    }
    return hours(24 * 7);
}

/// Computes one answer, taking over from the one before what the request leaves as it is.
class Answer {
public:
    Answer(const ViewRequest& request, ViewMemory& memory, std::stop_token stop)
        : m_request(request), m_memory(memory), m_stop(std::move(stop)), m_view(std::make_shared<ViewData>())
    {
        const bool same = request.question != 0 && memory.question == request.question && memory.last &&
                          memory.last->index == request.index;
        m_before = same ? memory.last : nullptr;
        m_last = memory.last && memory.last->index->columns() == request.index->columns() ? memory.last : nullptr;
    }

    [[nodiscard]] Result<std::shared_ptr<const ViewData>> run()
    {
        m_view->index = m_request.index;
        m_view->text = m_request.text;
        m_view->groupOf = m_request.groupOf;
        m_view->cut = m_request.cut;
        m_view->gap = m_request.gap;
        m_view->accountOrder = m_request.accountOrder;
        m_view->projectOrder = m_request.projectOrder;
        for (const Table table : {Table::Accounts, Table::Projects, Table::Uploads}) {
            if (table == Table::Uploads && m_request.groupOf != Table::Uploads) {
                continue;
            }
            if (const Done done = find(table); !done) {
                return tl::unexpected(done.error());
            }
        }
        group();
        sort(Table::Accounts);
        sort(Table::Projects);
        fillTime();
        if (m_stop.stop_requested()) {
            return failure(ErrorKind::Cancelled, QStringLiteral("A newer question replaced this one."));
        }
        m_memory.question = m_request.question;
        m_memory.askedWidth = m_request.binWidth;
        m_memory.last = m_view;
        return std::shared_ptr<const ViewData>(m_view);
    }

private:
    [[nodiscard]] Done find(Table table)
    {
        auto& mine = m_view->tables[at(table)];
        if (m_before && m_before->tables[at(table)]) {
            mine = m_before->tables[at(table)];
            return {};
        }
        Result<MatchOutcome> found = matchOutcome(m_request.filter, *m_request.index, table, m_request.context, m_stop);
        if (!found) {
            return tl::unexpected(found.error());
        }
        // The same rows stay the same object: lists that show them need not begin anew.
        if (const auto last = m_last ? m_last->tables[at(table)] : nullptr;
            last && last->found() == found->rows && last->gaveUp() == found->gaveUp) {
            mine = last;
        } else {
            mine = std::make_shared<const TableRows>(std::move(found->rows), std::move(found->gaveUp));
        }
        return {};
    }

    void group()
    {
        if (m_before && m_before->groupOf == m_view->groupOf && m_before->cut == m_view->cut &&
            m_before->gap == m_view->gap) {
            m_view->grouping = m_before->grouping;
            return;
        }
        auto grouping = std::make_shared<Grouping>();
        grouping->request.of = m_request.groupOf;
        grouping->request.cut = m_request.cut;
        grouping->request.gap = m_request.gap;
        grouping->request.where = &m_view->matching(m_request.groupOf);
        const bool sameSpans = m_last && m_last->groupOf == m_view->groupOf && m_last->cut == m_view->cut &&
                               m_last->gap == m_view->gap &&
                               m_last->tables[at(m_view->groupOf)] == m_view->tables[at(m_view->groupOf)];
        if (sameSpans) {
            grouping->spans = m_last->grouping->spans;
            grouping->sizes = m_last->grouping->sizes;
        } else {
            cut(*grouping);
        }
        GroupCounter counter(*m_request.index, grouping->request);
        std::int64_t rows = 0;
        for (const GroupSpan& span : *grouping->spans) {
            rows += span.rows;
            if (grouping->counted.size() == kCountedGroups || rows > kCountedRows) {
                break;
            }
            grouping->counted.push_back(counter.count(span));
        }
        m_view->grouping = std::move(grouping);
    }

    void cut(Grouping& grouping) const
    {
        auto spans = std::make_shared<const GroupSpans>(cutGroups(*m_request.index, grouping.request, m_stop));
        std::vector<std::uint32_t> sizes;
        sizes.reserve(spans->size());
        for (const GroupSpan& span : *spans) {
            sizes.push_back(span.rows);
        }
        grouping.spans = std::move(spans);
        grouping.sizes = std::make_shared<const std::vector<std::uint32_t>>(std::move(sizes));
    }

    void sort(Table table)
    {
        const SortOrder order = table == Table::Accounts ? m_view->accountOrder : m_view->projectOrder;
        const auto& found = m_view->tables[at(table)];
        auto& mine = m_view->sorted[at(table)];
        if (m_last && m_last->sorted[at(table)] && m_last->tables[at(table)] == found &&
            order == (table == Table::Accounts ? m_last->accountOrder : m_last->projectOrder)) {
            mine = m_last->sorted[at(table)];
            return;
        }
        if (std::int64_t(found->size()) > kCheaplySorted && m_request.inFront != table) {
            return;
        }
        std::vector<Row> rows = inOrder(table, order, found->found());
        if (rows.size() == found->size()) { // not where it was stopped
            mine = std::make_shared<const TableRows>(*found, std::move(rows));
        }
    }

    [[nodiscard]] std::vector<Row> inOrder(Table table, SortOrder order, const Bitmap& found)
    {
        const Index& index = *m_request.index;
        const std::vector<Row>* whole = wholeOrder(table, order, found.count());
        if (whole == nullptr) {
            return cordon::sorted(index, table, order.by, order.descending, &found, m_stop);
        }
        std::vector<Row> rows;
        rows.reserve(std::size_t(found.count()));
        std::copy_if(whole->begin(), whole->end(), std::back_inserter(rows), [&](Row row) { return found.test(row); });
        return rows;
    }

    /// Null where it is not kept and few rows are wanted, or where it was stopped.
    [[nodiscard]] const std::vector<Row>* wholeOrder(Table table, SortOrder order, std::int64_t wanted)
    {
        auto& orders = m_memory.orders;
        const auto& columns = m_request.index->columns();
        std::erase_if(orders, [&](const auto& each) { return each.of != columns; });
        const auto known = std::find_if(orders.begin(), orders.end(),
                                        [&](const auto& each) { return each.table == table && each.order == order; });
        if (known != orders.end()) {
            std::rotate(orders.begin(), known, known + 1);
            return &orders.front().rows;
        }
        const Bitmap& all = m_request.index->described(table);
        if (wanted < std::max<std::int64_t>(kCheaplySorted, std::int64_t(all.size()) / 4)) {
            return nullptr;
        }
        std::vector<Row> rows = cordon::sorted(*m_request.index, table, order.by, order.descending, &all, m_stop);
        if (m_stop.stop_requested()) {
            return nullptr;
        }
        orders.insert(orders.begin(), {columns, table, order, std::move(rows)});
        orders.resize(std::min(orders.size(), kKeptOrders));
        return &orders.front().rows;
    }

    void fillTime()
    {
        if (m_before && m_memory.askedWidth == m_request.binWidth &&
            (m_before->groupOf == m_view->groupOf || m_before->time->uploadsAreProjects)) {
            m_view->time = m_before->time;
            return;
        }
        auto time = std::make_shared<Histograms>();
        spanOf(*time);
        const Index& index = *m_request.index;
        time->binWidth =
            m_request.binWidth.count() > 0 ? m_request.binWidth : fittingWidth(time->firstKept, time->lastKept);
        time->uploadsAreProjects = index.uploadsStandIn() || index.size(Table::Uploads) == 0;
        const Table lower = time->uploadsAreProjects ? Table::Projects : Table::Uploads;
        if (m_memory.wholeOf != m_request.index || m_memory.wholeWidth != time->binWidth) {
            m_memory.wholeRegistrations = timeline(index, Table::Accounts, time->binWidth, nullptr, m_stop);
            m_memory.wholeUploads = timeline(index, lower, time->binWidth, nullptr, m_stop);
            m_memory.wholeOf = m_stop.stop_requested() ? nullptr : m_request.index;
            m_memory.wholeWidth = time->binWidth;
        }
        time->registrations.all = m_memory.wholeRegistrations;
        time->uploads.all = m_memory.wholeUploads;
        const Bitmap& accounts = m_view->matching(Table::Accounts);
        time->registrations.kept = accounts == index.described(Table::Accounts)
                                       ? time->registrations.all
                                       : timeline(index, Table::Accounts, time->binWidth, &accounts, m_stop);
        time->uploads.kept = m_request.filter.matchesEverything()
                                 ? time->uploads.all
                                 : keptUploads(time->uploadsAreProjects, time->binWidth);
        m_view->time = std::move(time);
    }

    /// Those of the list: uploads where they are grouped, else the uploads of the projects that match.
    [[nodiscard]] std::vector<Bin> keptUploads(bool areProjects, Microseconds width) const
    {
        const Index& index = *m_request.index;
        const Bitmap& projects = m_view->matching(Table::Projects);
        if (areProjects) {
            return timeline(index, Table::Projects, width, &projects, m_stop);
        }
        if (m_view->groupOf == Table::Uploads) {
            return timeline(index, Table::Uploads, width, &m_view->matching(Table::Uploads), m_stop);
        }
        const Bitmap kept = uploadsOf(index, projects, m_stop);
        return timeline(index, Table::Uploads, width, &kept, m_stop);
    }

    void spanOf(Histograms& time) const
    {
        bool any = false;
        for (const Table table : {Table::Accounts, Table::Projects}) {
            const auto times = m_request.index->times(table);
            m_view->matching(table).forEach([&](Row row) {
                const Instant moment{Microseconds(times[row])};
                time.firstKept = any ? std::min(time.firstKept, moment) : moment;
                time.lastKept = any ? std::max(time.lastKept, moment) : moment;
                any = true;
            });
        }
    }

    const ViewRequest& m_request;
    ViewMemory& m_memory;
    std::stop_token m_stop;
    std::shared_ptr<ViewData> m_view;
    std::shared_ptr<const ViewData> m_before; ///< null: another question
    std::shared_ptr<const ViewData> m_last;   ///< null: its rows have other numbers
};

} // namespace

Group ViewData::uncounted(const GroupSpan& span) const
{
    Group group;
    group.begin = span.begin;
    group.end = span.end;
    group.rows = span.rows;
    group.domain = span.domain == kNoRow ? std::nullopt : std::optional<Row>(span.domain);
    group.first = index->timeOf(groupOf, span.begin);
    group.last = index->timeOf(groupOf, span.end - 1);
    switch (cut) {
    case TimeCut::None:
        break;
    case TimeCut::Hour:
        group.from = startOfHour(group.first);
        group.to = *group.from + hours(1);
        break;
    case TimeCut::Day:
        group.from = startOfDay(group.first);
        group.to = *group.from + hours(24);
        break;
    case TimeCut::Week:
        group.from = startOfWeek(group.first);
        group.to = *group.from + hours(7 * 24);
        break;
    case TimeCut::Burst:
        group.from = group.first;
        group.to = group.last + Microseconds(1);
        break;
    }
    return group;
}

Bitmap ViewData::membersOfGroup(const Group& group) const
{
    return membersOf(*index, grouping->request, group);
}

Result<std::shared_ptr<const ViewData>> computeView(const ViewRequest& request, ViewMemory& memory,
                                                    std::stop_token stop)
{
    return Answer(request, memory, std::move(stop)).run();
}

} // namespace cordon::ui
