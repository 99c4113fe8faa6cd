// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>

namespace cordon {

/// Asks the system to back memory that was reserved and not yet touched with large pages, where there
/// is enough of it to matter: columns are walked and jumped through by millions of rows, and with
/// small pages finding the page is most of the time. A hint: without them everything works, slower.
void preferHugePages(const void* memory, std::size_t bytes) noexcept;

/// Makes room for the values of a column. `Values`: a vector or a string, empty.
template<class Values>
void reserveColumn(Values& values, std::size_t count)
{
    values.reserve(count);
    preferHugePages(values.data(), count * sizeof(typename Values::value_type));
}

} // namespace cordon
