// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/index/index.h"

#include <optional>
#include <stop_token>
#include <vector>

namespace cordon {

/// How time cuts a domain's rows into groups. Burst: where the gap to the row before exceeds `gap`.
enum class TimeCut : std::uint8_t { None, Hour, Day, Week, Burst };

struct GroupRequest {
    Table of = Table::Accounts; ///< Accounts, Projects or Uploads
    TimeCut cut = TimeCut::None;
    Microseconds gap = std::chrono::minutes(60);
    const Bitmap* where = nullptr; ///< rows of `of`; null: all but the stubs
    std::size_t limit = 0;         ///< 0: all
};

/// Subjects of one mail domain in one time window (design.md, words).
struct Group {
    std::optional<Row> domain;          ///< none: rows whose address has no domain
    std::optional<Instant> from, to;    ///< half-open window; none where time does not cut
    Instant first{}, last{};            ///< times of the first and last row
    std::int64_t rows = 0;              ///< rows of `of`
    std::int64_t accounts = 0;          ///< the rows, or their distinct owners
    std::int64_t projects = 0;          ///< the rows, or all that the group's accounts own
    std::int64_t uploads = 0;           ///< the rows, or all of the counted projects
    std::int64_t flagged = 0, open = 0; ///< of the accounts and projects counted here
};

/// Groups, largest first, ties by domain name and then time. Every row of `where` is in exactly
/// one group; a stub among them has no time and counts as at the epoch. Counting rules: cli.md,
/// import files. A burst's window runs from its first row to a microsecond past its last. Empty
/// where `stop` asked and for tables that are not grouped.
[[nodiscard]] std::vector<Group> groupBy(const Index& index, const GroupRequest& request, std::stop_token stop = {});

/// The rows of `of` that make up a group found with the same request.
[[nodiscard]] Bitmap membersOf(const Index& index, const GroupRequest& request, const Group& group);

struct Bin {
    Instant at{}; ///< start
    std::int64_t count = 0;
};
/// Histogram with bins of `width`, aligned to the epoch, empty bins between first and last
/// included (at most 100,000 bins; a whole multiple of the width is used beyond). Stubs have no
/// time and are left out. Empty for a width below a microsecond.
[[nodiscard]] std::vector<Bin> timeline(const Index& index, Table of, Microseconds width, const Bitmap* where = nullptr,
                                        std::stop_token stop = {});

enum class SortField : std::uint8_t {
    Name,
    Domain,
    Time,
    Email,
    Owner,
    Projects,
    Releases,
    Files,
    Bytes,
    Modules,
    Reports,
    State
};
/// Rows of `where` (null: all but the stubs) in order; ties by key, ascending, so that the order is
/// total. An unknown number stands below every known one. A field that the table does not have
/// leaves the order by key.
[[nodiscard]] std::vector<Row> sorted(const Index& index, Table of, SortField by, bool descending,
                                      const Bitmap* where = nullptr);
/// The words of cli.md, "joined", "created" and "uploaded" being the time.
[[nodiscard]] std::optional<SortField> sortFieldFromWord(QStringView word);

} // namespace cordon
