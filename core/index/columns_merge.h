// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/domain/result.h"
#include "core/index/changed_rows.h"
#include "core/index/columns.h"

#include <memory>
#include <stop_token>

namespace cordon {

/// The columns that a scan of the cache would give, made from those before and
/// the rows that have changed since: the very same, part for part, in the time
/// that copying takes. Both live side by side until the older ones go. Null
/// where they cannot be made so and must be built from a scan: too much has
/// changed, or the cache is one that no import made. Cancelled where `stop`
/// asked. Pure.
[[nodiscard]] Result<std::shared_ptr<const Columns>> mergedColumns(const Columns& before, const ChangedRows& changed,
                                                                   std::uint64_t generation, std::stop_token stop);

/// So many changed rows are worth a merge.
[[nodiscard]] std::int64_t mostToMerge(const Columns& before);

} // namespace cordon
