// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/store/connection.h"

#include <array>
#include <cstdint>
#include <vector>

namespace cordon::store {

/// The rows of which the table `change` tells, by its numbers. A role counts as a change of its
/// project; what a project says of its roles is read anew with it.
enum class Changed : std::uint8_t { Account = 1, Project, Upload, Report };
inline constexpr std::size_t kChangedKinds = 4;

/// Row numbers from first to last.
struct RowRange {
    std::int64_t first = 0, last = 0;
};
using RowRanges = std::vector<RowRange>;

/// In order and apart. Ranges with a small gap become one: reading some rows for nothing costs less
/// than looking for another place.
[[nodiscard]] RowRanges joined(RowRanges ranges);

/// Gathers which rows a transaction changes. Thread: the writer's.
class ChangeLog {
public:
    void note(Changed kind, std::int64_t id);
    [[nodiscard]] bool isEmpty() const;

    /// Writes it down in the transaction that changed the rows, and is empty again. Where it would
    /// become much, or nobody can have read the cache yet, all is forgotten up to the next generation.
    /// Throws SQLite::Exception.
    void write(Connection& connection);

private:
    [[nodiscard]] std::array<RowRanges, kChangedKinds> take();

    std::array<RowRanges, kChangedKinds> m_ranges;
};

/// What has changed after a generation.
struct Changes {
    bool known = false; ///< else it was too much to be written down
    std::array<RowRanges, kChangedKinds> ranges;

    [[nodiscard]] const RowRanges& of(Changed kind) const { return ranges[static_cast<std::size_t>(kind) - 1]; }
    [[nodiscard]] std::int64_t rows() const;
};
/// Throws SQLite::Exception.
[[nodiscard]] Changes changesAfter(Connection& connection, std::uint64_t generation);

} // namespace cordon::store
