// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/index/columns.h"
#include "core/store/cache_scan.h"

#include <cstdint>
#include <vector>

namespace cordon {

// How a row of the cache goes into columns: the same for columns that are built
// and for rows that are brought into older ones, so that both give the same.

/// What a row is besides its columns.
inline constexpr std::uint8_t kFlaggedRow = 1, kStubRow = 2;
[[nodiscard]] constexpr std::uint8_t markOf(bool flagged, bool stub)
{
    return static_cast<std::uint8_t>((flagged ? kFlaggedRow : 0) | (stub ? kStubRow : 0));
}

/// Within the limits of core/index/time_limits.h.
[[nodiscard]] std::int64_t columnTime(Instant at);

// All of a row but what other tables number: an account's domain, a project's
// owner, a report's subject.
void appendRow(AccountColumns& accounts, const AccountView& row);
void appendRow(ProjectColumns& projects, const ProjectView& row);
void appendRow(ReportColumns& reports, const ReportView& row);

/// A text of some column did not fit.
[[nodiscard]] bool anyFull(const AccountColumns& accounts);
[[nodiscard]] bool anyFull(const ProjectColumns& projects);
[[nodiscard]] bool anyFull(const ReportColumns& reports);

/// Adds the words that are new; the number of each word of `more`.
[[nodiscard]] std::vector<std::uint32_t> addWords(std::vector<QString>& words, const std::vector<QString>& more);
/// Orders the words by text and drops those that are not used; the new number
/// of each.
[[nodiscard]] std::vector<std::uint32_t> orderWords(std::vector<QString>& words, const std::vector<bool>& used);
/// The same column with its words in that order: how they are numbered then
/// tells nothing of the order in which rows came.
[[nodiscard]] WordColumn inWordOrder(const WordColumn& column);
void orderWords(AccountColumns& accounts);
void orderWords(ProjectColumns& projects);
void orderWords(ReportColumns& reports);

} // namespace cordon
