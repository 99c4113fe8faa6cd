// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/ctl/console.h"
#include "core/index/group.h"

namespace CLI {
class App;
class Option;
} // namespace CLI

namespace cordon::ctl {

/// The options of a command that looks at rows of one table: --of and --where.
struct RowsOptions {
    std::string of = "accounts";
    std::string where;

    void addTo(CLI::App& command, bool required = true);
    [[nodiscard]] Table table() const;
    /// The matching rows; on a bad filter says so and returns nothing.
    [[nodiscard]] std::optional<Bitmap> rows(Console& console, const Session& session) const;
};

} // namespace cordon::ctl
