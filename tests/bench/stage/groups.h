// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/index/group.h"
#include "tests/bench/stage/stage.h"

#include <compare>
#include <functional>
#include <vector>

namespace cordon::bench {

/// One group as both sides can tell it: the world's number of the domain, the first moment in
/// microseconds (of the window, or of the rows), the rows.
struct Cell {
    std::int64_t domain = 0, at = 0, rows = 0;

    friend auto operator<=>(const Cell&, const Cell&) = default;
};

/// Grouping of all uploads, or of those that a filter keeps, against the same question in SQL.
struct Grouping {
    TimeCut cut = TimeCut::None;
    std::int64_t width = 0; ///< microseconds of a window; 0: time does not cut, 1: the first row's time
    QString filter;         ///< empty: all
    std::string sql;        ///< domain_id, first moment, count(*): a row for each group
};

/// Compares the groups one by one, then measures both, ours with the filter as SQL with its WHERE:
/// nothing is kept from one round to the next. Trouble where they differ.
void contestGroups(Stage& stage, Measured& result, const Grouping& grouping);

/// The middle of what grouping alone takes, where the window has the filter's rows already: then only the
/// grouping is another than before.
[[nodiscard]] double groupsOfKeptRows(Stage& stage, const Grouping& grouping);

/// The rows of uploads that a filter keeps.
[[nodiscard]] Bitmap uploadsWhere(Stage& stage, const QString& filter);

} // namespace cordon::bench
