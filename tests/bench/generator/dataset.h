// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tests/bench/generator/world.h"

#include <string>

namespace cordon::bench {

/// The import files of a made-up registry on disk.
struct Dataset {
    std::string csvFolder; ///< accounts.csv projects.csv uploads.csv roles.csv reports.csv
    std::string jsonLines; ///< the same rows in one file, in the order of the CSV files
};

/// The names the files have below `folder`.
[[nodiscard]] Dataset datasetIn(const std::string& folder);

/// Writes both forms below `folder`, which is there. Always the same bytes for the same world.
/// Throws Trouble.
Dataset writeDataset(const World& world, const std::string& folder);

/// The first `limit` uploads alone, as CSV. Throws Trouble.
void writeUploads(const World& world, const std::string& path, std::size_t limit);

} // namespace cordon::bench
