// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tests/bench/generator/world.h"
#include "tests/bench/rivals/database.h"

namespace cordon::bench {

// SQLite as well as it can be had (performance.md 7): integer ids, the mail domain copied into every
// table, indexes made after the load. Ids are rows of the world plus 1, domains are its numbers,
// times are microseconds.

/// Writes the database of a world to a file that is not there. Throws Trouble.
void buildRival(const World& world, const std::string& path);
/// The texts with a full-text index of trigrams over them, in a file of its own. Throws Trouble.
void buildTextRival(const World& world, const std::string& path);

/// Opened for questions: everything in memory that fits.
[[nodiscard]] Database openRival(const std::string& path);

} // namespace cordon::bench
