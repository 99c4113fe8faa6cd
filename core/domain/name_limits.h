// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>

namespace cordon {

/// PEP 508 sets no limit; without one a file of endless names would fill the memory.
inline constexpr std::size_t kLongestProjectName = 512;

} // namespace cordon
