// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/index/index.h"
#include "core/index/raw_vector.h"

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

/// Where a group lies. Its rows are those of `where` in [begin, end): begin is its first row, end - 1
/// its last. Small, since a registry has millions of groups by the hour.
struct GroupSpan {
    Row begin = 0, end = 0;
    Row domain = kNoRow; ///< kNoRow: rows whose address has no domain
    std::uint32_t rows = 0;
};
using GroupSpans = RawVector<GroupSpan>;

/// Groups, largest first, ties by domain name and then time. Every row of `where` is in exactly one
/// group; a stub among them has no time and counts as at the epoch. Empty where `stop` asked and for
/// tables that are not grouped.
[[nodiscard]] GroupSpans cutGroups(const Index& index, const GroupRequest& request, std::stop_token stop = {});

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
    Row begin = 0, end = 0;             ///< as in GroupSpan
};

/// Fills in what a span leaves out. Counting rules: cli.md, import files. A burst's window runs from
/// its first row to a microsecond past its last. Costs a visit of every row of the group. Keeps
/// notes of who was counted, so one is used for many groups. Thread: one at a time.
class GroupCounter {
public:
    /// Index and request must outlive it.
    GroupCounter(const Index& index, const GroupRequest& request);
    [[nodiscard]] Group count(const GroupSpan& span);

private:
    void addAccount(Group& group, Row account) const;
    void addProject(Group& group, Row project);
    void addUpload(Group& group, Row upload);
    void countOwner(Group& group, Row account);
    void addFlags(Group& group, Table table, Row row) const;

    const Index& m_index;
    const GroupRequest& m_request;
    std::uint32_t m_group = 0;
    std::vector<std::uint32_t> m_accountSeenIn, m_projectSeenIn; ///< number of the last group, 0: none
};

/// Every group whole.
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
/// Rows of `where` (null: all but the stubs) in order; ties by key, ascending, of uploads by
/// domain and time, so that the order is total. An unknown number stands below every known one. A
/// field that the table does not have leaves the order by key. Empty where `stop` asked.
[[nodiscard]] std::vector<Row> sorted(const Index& index, Table of, SortField by, bool descending,
                                      const Bitmap* where = nullptr, std::stop_token stop = {});
/// The words of cli.md, "joined", "created" and "uploaded" being the time.
[[nodiscard]] std::optional<SortField> sortFieldFromWord(QStringView word);

} // namespace cordon
