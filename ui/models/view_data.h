// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/index/group.h"
#include "core/query/filter.h"

#include <memory>
#include <stop_token>
#include <vector>

namespace cordon::ui {

struct SortOrder {
    SortField by = SortField::Time;
    bool descending = false;
    friend bool operator==(const SortOrder&, const SortOrder&) = default;
};

/// What the window wants to see.
struct ViewRequest {
    std::shared_ptr<const Index> index;
    QString text; ///< of the filter, for the picture's label
    Filter filter;
    FilterContext context;
    Table groupOf = Table::Accounts;
    TimeCut cut = TimeCut::None;
    Microseconds gap = std::chrono::minutes(60);
    SortOrder accountOrder, projectOrder;
    Microseconds binWidth{0}; ///< 0: by the span of what matches
};

/// One histogram: everything, and the part that the filter keeps.
struct Histogram {
    std::vector<Bin> all, kept;
};

/// The answer, computed off the ui thread. Value; rows speak of `index` only.
struct ViewData {
    std::shared_ptr<const Index> index;
    QString text;
    Bitmap accounts, projects; ///< what matches
    Table groupOf = Table::Accounts;
    TimeCut cut = TimeCut::None;
    Microseconds gap{0};
    std::vector<Group> groups;
    std::vector<Row> accountRows, projectRows; ///< in order
    Histogram registrations, uploads;
    bool uploadsAreProjects = true; ///< no uploads are known: a project's creation stands for them
    Microseconds binWidth{0};
    Instant firstKept{}, lastKept{}; ///< span of what matches, of both kinds

    [[nodiscard]] const Bitmap& matching(Table table) const { return table == Table::Accounts ? accounts : projects; }
    [[nodiscard]] Bitmap membersOfGroup(const Group& group) const;
};

/// Pure. The error is a filter that names an unknown selection, or Cancelled.
[[nodiscard]] Result<ViewData> computeView(const ViewRequest& request, std::stop_token stop);

} // namespace cordon::ui
