// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdlib>
#include <new>
#include <sys/mman.h>
#include <vector>

namespace cordon::store {

/// Memory that is looked into all over the place: in large pages where the system has them, since
/// with small ones each look costs a second one for where the page is.
template<class T>
struct LargePages {
    using value_type = T;

    LargePages() = default;
    template<class Other>
    LargePages(const LargePages<Other>&) // NOLINT(google-explicit-constructor): as allocators are
    {
    }

    [[nodiscard]] T* allocate(std::size_t count)
    {
        constexpr std::size_t kPage = 2 * 1024 * 1024;
        const std::size_t wanted = count * sizeof(T);
        const bool large = wanted >= 2 * kPage;
        const std::size_t size = large ? (wanted + kPage - 1) / kPage * kPage : wanted;
        void* const memory = large ? std::aligned_alloc(kPage, size) : std::malloc(size);
        if (memory == nullptr) {
            throw std::bad_alloc();
        }
        if (large) {
            ::madvise(memory, size, MADV_HUGEPAGE); // only advice: small pages do as well
        }
        return static_cast<T*>(memory);
    }
    void deallocate(T* memory, std::size_t) { std::free(memory); }

    friend bool operator==(const LargePages&, const LargePages&) { return true; }
};

template<class T>
using LargeVector = std::vector<T, LargePages<T>>;

} // namespace cordon::store
