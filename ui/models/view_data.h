// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/index/group.h"
#include "core/query/filter.h"
#include "ui/models/table_rows.h"

#include <array>
#include <memory>
#include <stop_token>
#include <vector>

namespace cordon::ui {

struct SortOrder {
    SortField by = SortField::Time;
    bool descending = false;
    friend bool operator==(const SortOrder&, const SortOrder&) = default;
};

/// Accounts, projects and uploads: the tables that have rows to look at.
inline constexpr std::size_t kShownTables = 3;

/// What the window wants to see.
struct ViewRequest {
    std::shared_ptr<const Index> index;
    QString text; ///< of the filter, for the picture's label
    Filter filter;
    FilterContext context;
    /// Another one for another index, filter or context; 0: never the same.
    std::uint64_t question = 0;
    Table groupOf = Table::Accounts;
    TimeCut cut = TimeCut::None;
    Microseconds gap = std::chrono::minutes(60);
    SortOrder accountOrder, projectOrder;
    std::optional<Table> inFront; ///< the table that is looked at: sorted at any size
    Microseconds binWidth{0};     ///< 0: by the span of what matches
};

/// One histogram: everything, and the part that the filter keeps.
struct Histogram {
    std::vector<Bin> all, kept;
};

/// Both histograms, and the time they tell of.
struct Histograms {
    Histogram registrations, uploads;
    bool uploadsAreProjects = true; ///< no uploads are known: a project's creation stands for them
    Microseconds binWidth{0};
    Instant firstKept{}, lastKept{}; ///< span of what matches, of both kinds
};

/// How the rows are grouped, where the groups lie, and the figures of the first few.
struct Grouping {
    GroupRequest request; ///< `where` points at what the answer found
    std::shared_ptr<const GroupSpans> spans;
    std::shared_ptr<const std::vector<std::uint32_t>> sizes; ///< rows of each, for the outline
    std::vector<Group> counted;
};

/// The answer, computed off the ui thread; immutable, its parts shared with the answer before where
/// they are the same. Rows speak of `index` only.
struct ViewData {
    std::shared_ptr<const Index> index;
    QString text;
    /// Uploads: only where they are grouped. Null: not asked for.
    std::array<std::shared_ptr<const TableRows>, kShownTables> tables;
    /// The same, sorted as asked for; null: not yet.
    std::array<std::shared_ptr<const TableRows>, kShownTables> sorted;
    Table groupOf = Table::Accounts;
    TimeCut cut = TimeCut::None;
    Microseconds gap{0};
    SortOrder accountOrder, projectOrder;
    std::shared_ptr<const Grouping> grouping;
    std::shared_ptr<const Histograms> time;

    [[nodiscard]] const TableRows& rows(Table table) const { return *tables[std::size_t(table)]; }
    [[nodiscard]] const Bitmap& matching(Table table) const { return rows(table).found(); }
    [[nodiscard]] std::int64_t count(Table table) const { return std::int64_t(rows(table).size()); }
    [[nodiscard]] const GroupSpans& groups() const { return *grouping->spans; }
    /// Domain, window, first and last; the counts stay 0 but that of the rows.
    [[nodiscard]] Group uncounted(const GroupSpan& span) const;
    [[nodiscard]] Bitmap membersOfGroup(const Group& group) const;
};

/// What the answer before leaves for the next one. One computation at a time uses it.
struct ViewMemory {
    std::uint64_t question = 0;
    Microseconds askedWidth{0};
    std::shared_ptr<const ViewData> last;
    /// Histograms of everything, of one index and width.
    std::shared_ptr<const Index> wholeOf;
    Microseconds wholeWidth{0};
    std::vector<Bin> wholeRegistrations, wholeUploads;
    /// Orders of whole tables, those asked for last in front: a filter then only picks from one.
    struct Order {
        std::shared_ptr<const Columns> of;
        Table table = Table::Accounts;
        SortOrder order;
        std::vector<Row> rows;
    };
    std::vector<Order> orders;
};

/// Pure but for what it keeps in `memory`. The error is a filter that names an unknown selection, or
/// Cancelled. Never null.
[[nodiscard]] Result<std::shared_ptr<const ViewData>> computeView(const ViewRequest& request, ViewMemory& memory,
                                                                  std::stop_token stop);

} // namespace cordon::ui
