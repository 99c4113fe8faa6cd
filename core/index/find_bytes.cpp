// SPDX-License-Identifier: Apache-2.0
#include "core/index/find_bytes.h"

#include <cstdint>
#include <cstring>

#if defined(__x86_64__)
#include <immintrin.h>
#endif

namespace cordon {
namespace {

std::size_t findPlain(const char* text, std::string_view needle, std::size_t from, std::size_t end)
{
    while (from + needle.size() <= end) {
        const auto* found =
            static_cast<const char*>(std::memchr(text + from, needle.front(), end - from - needle.size() + 1));
        if (found == nullptr) {
            return end;
        }
        if (std::memcmp(found, needle.data(), needle.size()) == 0) {
            return static_cast<std::size_t>(found - text);
        }
        from = static_cast<std::size_t>(found - text) + 1;
    }
    return end;
}

#if defined(__x86_64__)

/// `mask`: one bit a place from `at`, set where both ends of the needle fit.
bool firstWhole(const char* text, std::string_view needle, std::size_t at, std::uint32_t mask, std::size_t& place)
{
    for (; mask != 0; mask &= mask - 1) {
        place = at + static_cast<std::size_t>(__builtin_ctz(mask));
        if (needle.size() <= 2 || std::memcmp(text + place + 1, needle.data() + 1, needle.size() - 2) == 0) {
            return true;
        }
    }
    return false;
}

__attribute__((target("avx2"))) std::size_t findWide(const char* text, std::string_view needle, std::size_t from,
                                                     std::size_t end)
{
    const std::size_t tail = needle.size() - 1;
    const __m256i first = _mm256_set1_epi8(needle.front());
    const __m256i last = _mm256_set1_epi8(needle.back());
    for (; from + tail + 32 <= end; from += 32) {
        const __m256i a = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(text + from));
        const __m256i b = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(text + from + tail));
        const __m256i both = _mm256_and_si256(_mm256_cmpeq_epi8(a, first), _mm256_cmpeq_epi8(b, last));
        std::size_t place = 0;
        if (firstWhole(text, needle, from, static_cast<std::uint32_t>(_mm256_movemask_epi8(both)), place)) {
            return place;
        }
    }
    return findPlain(text, needle, from, end);
}

std::size_t findNarrow(const char* text, std::string_view needle, std::size_t from, std::size_t end)
{
    const std::size_t tail = needle.size() - 1;
    const __m128i first = _mm_set1_epi8(needle.front());
    const __m128i last = _mm_set1_epi8(needle.back());
    for (; from + tail + 16 <= end; from += 16) {
        const __m128i a = _mm_loadu_si128(reinterpret_cast<const __m128i*>(text + from));
        const __m128i b = _mm_loadu_si128(reinterpret_cast<const __m128i*>(text + from + tail));
        const __m128i both = _mm_and_si128(_mm_cmpeq_epi8(a, first), _mm_cmpeq_epi8(b, last));
        std::size_t place = 0;
        if (firstWhole(text, needle, from, static_cast<std::uint32_t>(_mm_movemask_epi8(both)), place)) {
            return place;
        }
    }
    return findPlain(text, needle, from, end);
}

#endif

} // namespace

std::size_t findBytes(std::string_view text, std::string_view needle, std::size_t from, std::size_t end)
{
#if defined(__x86_64__)
    static const bool wide = __builtin_cpu_supports("avx2") != 0;
    return wide ? findWide(text.data(), needle, from, end) : findNarrow(text.data(), needle, from, end);
#else
    return findPlain(text.data(), needle, from, end);
#endif
}

} // namespace cordon
