// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

#include <cstdint>
#include <string_view>
#include <vector>

namespace cordon::store {

/// What a file of ours is: its mark, its versions and how it is kept.
struct Schema {
    QString file;                        ///< "cache.db"
    std::uint32_t applicationId = 0;     ///< in the file's header; says that it is ours, and which
    bool everyCommitLasts = false;       ///< synchronous=FULL
    bool pageSums = false;               ///< each page carries its SHA-256 (page_sum.h)
    int longestValue = 0;                ///< bytes
    std::vector<std::string_view> steps; ///< step i takes version i to i + 1

    [[nodiscard]] int version() const { return static_cast<int>(steps.size()); }
};

[[nodiscard]] const Schema& cacheSchema();
[[nodiscard]] const Schema& journalSchema();
/// The journal without looking at page sums: for reading a damaged one.
[[nodiscard]] const Schema& damagedJournalSchema();

} // namespace cordon::store
