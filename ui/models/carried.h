// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/index/index.h"

namespace cordon::ui {

/// Where a row of one picture stands in another: the same account, project, upload or domain.
[[nodiscard]] std::optional<Row> carriedRow(const Index& from, const Index& to, Table table, Row row);

} // namespace cordon::ui
