// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>

namespace cordon::bench {

/// Import files that somebody made to do harm by their size.
enum class Hostile {
    BadLines,    ///< lines none of which is a row
    LongLine,    ///< one line without an end, `rows` bytes
    ManyDomains, ///< each account has a mail domain of its own
    OneDomain    ///< every account has the same
};

/// Writes accounts as CSV with so many lines. Throws Trouble where it cannot be written.
void writeHostile(Hostile kind, std::size_t rows, const std::string& path);

} // namespace cordon::bench
