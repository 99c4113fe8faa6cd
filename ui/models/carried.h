// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/index/index.h"

namespace cordon::ui {

/// Where a row of one picture stands in another: the same account, project, upload or domain.
[[nodiscard]] std::optional<Row> carriedRow(const Index& from, const Index& to, Table table, Row row);

/// The same for a set of accounts or projects; those that are gone are left out. Takes about a
/// microsecond a row where the numbers differ.
[[nodiscard]] Bitmap carriedRows(const Index& from, const Index& to, Table table, const Bitmap& rows);

} // namespace cordon::ui
