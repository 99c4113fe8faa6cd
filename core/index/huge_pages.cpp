// SPDX-License-Identifier: Apache-2.0
#include "core/index/huge_pages.h"

#include <cstdint>
#include <sys/mman.h>

namespace cordon {

void preferHugePages(const void* memory, std::size_t bytes) noexcept
{
    constexpr std::uintptr_t kHuge = std::uintptr_t{2} << 20;
    constexpr std::uintptr_t kPage = 4096;
    if (bytes < 2 * kHuge) {
        return;
    }
    // Whole pages only; the ends may be somebody else's.
    const auto begin = (reinterpret_cast<std::uintptr_t>(memory) + kPage - 1) / kPage * kPage;
    const auto end = (reinterpret_cast<std::uintptr_t>(memory) + bytes) / kPage * kPage;
    ::madvise(reinterpret_cast<void*>(begin), end - begin, MADV_HUGEPAGE);
}

} // namespace cordon
