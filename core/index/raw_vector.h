// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/index/huge_pages.h"

#include <memory>
#include <type_traits>
#include <vector>

namespace cordon {

/// Leaves what resize() adds unset: for millions of values that are all written next, from more than
/// one thread. Large blocks ask for large pages.
template<class T>
class RawAllocator : public std::allocator<T> {
    static_assert(std::is_trivially_copyable_v<T> && std::is_trivially_destructible_v<T>);

public:
    template<class U>
    struct rebind {
        using other = RawAllocator<U>;
    };

    RawAllocator() = default;
    template<class U>
    RawAllocator(const RawAllocator<U>&) noexcept
    {
    }

    [[nodiscard]] T* allocate(std::size_t count)
    {
        T* const memory = std::allocator<T>::allocate(count);
        preferHugePages(memory, count * sizeof(T));
        return memory;
    }
    template<class U>
    void construct(U*) noexcept
    {
    }
    template<class U, class First, class... Rest>
    void construct(U* at, First&& first, Rest&&... rest)
    {
        std::construct_at(at, std::forward<First>(first), std::forward<Rest>(rest)...);
    }
};

template<class T>
using RawVector = std::vector<T, RawAllocator<T>>;

} // namespace cordon
