// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/index/index.h"

#include <stop_token>

namespace cordon::ui {

// Words for rows under a group, where one cell says what tables spread over several. Pure; texts
// from outside come out visible.

/// "frozen · open · 2 reports" of an account, "of zoe · empty · open" of a project.
[[nodiscard]] QString memberWords(const Index& index, Table table, Row row);
/// "by zoe · 12 kB"
[[nodiscard]] QString uploadWords(const Index& index, Row upload);
/// "980 bytes", "12 kB", "3.4 MB"
[[nodiscard]] QString sizeWords(std::int64_t bytes);

/// The uploads to these projects; not whole where `stop` asked.
[[nodiscard]] Bitmap uploadsOf(const Index& index, const Bitmap& projects, const std::stop_token& stop = {});
/// The projects that these uploads went to.
[[nodiscard]] Bitmap projectsOf(const Index& index, const Bitmap& uploads, const std::stop_token& stop = {});

} // namespace cordon::ui
