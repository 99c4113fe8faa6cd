// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/index/index.h"

#include <stop_token>

namespace cordon::ui {

/// The rows of `among` whose cell in a column of MembersModel means the same as that of `row`: of
/// times the day, of addresses the whole address. Visits all of them. Pure.
[[nodiscard]] Bitmap rowsWithSameValue(const Index& index, Table table, int column, Row row, const Bitmap& among,
                                       const std::stop_token& stop = {});

} // namespace cordon::ui
