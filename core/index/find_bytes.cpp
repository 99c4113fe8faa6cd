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

/// The first and last byte of a needle and the one behind the first: together they are seldom wrong, and
/// all of a needle of three, which is where most searches begin.
struct Ends {
    explicit Ends(std::string_view needle)
        : first(needle.front()), second(needle[needle.size() > 1 ? 1 : 0]), last(needle.back()),
          secondAt(needle.size() > 1 ? 1 : 0), lastAt(needle.size() - 1)
    {
    }
    char first, second, last;
    std::size_t secondAt, lastAt;
};

/// `mask`: one bit a place from `at`, set where the ends of the needle fit.
bool firstWhole(const char* text, std::string_view needle, std::size_t at, std::uint32_t mask, std::size_t& place)
{
    for (; mask != 0; mask &= mask - 1) {
        place = at + static_cast<std::size_t>(__builtin_ctz(mask));
        if (needle.size() <= 3 || std::memcmp(text + place + 2, needle.data() + 2, needle.size() - 3) == 0) {
            return true;
        }
    }
    return false;
}

__attribute__((target("avx2"))) __m256i sameWide(const char* at, __m256i wanted)
{
    return _mm256_cmpeq_epi8(_mm256_loadu_si256(reinterpret_cast<const __m256i*>(at)), wanted);
}

__m128i sameNarrow(const char* at, __m128i wanted)
{
    return _mm_cmpeq_epi8(_mm_loadu_si128(reinterpret_cast<const __m128i*>(at)), wanted);
}

__attribute__((target("avx2"))) std::size_t findWide(std::string_view text, std::string_view needle, std::size_t from,
                                                     std::size_t end)
{
    const Ends ends(needle);
    const __m256i first = _mm256_set1_epi8(ends.first);
    const __m256i second = _mm256_set1_epi8(ends.second);
    const __m256i last = _mm256_set1_epi8(ends.last);
    const char* const bytes = text.data();
    for (; from + ends.lastAt < end && from + ends.lastAt + 32 <= text.size(); from += 32) {
        const __m256i begins =
            _mm256_and_si256(sameWide(bytes + from, first), sameWide(bytes + from + ends.secondAt, second));
        const __m256i fits = _mm256_and_si256(begins, sameWide(bytes + from + ends.lastAt, last));
        std::size_t place = 0;
        if (firstWhole(bytes, needle, from, static_cast<std::uint32_t>(_mm256_movemask_epi8(fits)), place)) {
            return place + needle.size() <= end ? place : end;
        }
    }
    return findPlain(bytes, needle, from, end);
}

std::size_t findNarrow(std::string_view text, std::string_view needle, std::size_t from, std::size_t end)
{
    const Ends ends(needle);
    const __m128i first = _mm_set1_epi8(ends.first);
    const __m128i second = _mm_set1_epi8(ends.second);
    const __m128i last = _mm_set1_epi8(ends.last);
    const char* const bytes = text.data();
    for (; from + ends.lastAt < end && from + ends.lastAt + 16 <= text.size(); from += 16) {
        const __m128i begins =
            _mm_and_si128(sameNarrow(bytes + from, first), sameNarrow(bytes + from + ends.secondAt, second));
        const __m128i fits = _mm_and_si128(begins, sameNarrow(bytes + from + ends.lastAt, last));
        std::size_t place = 0;
        if (firstWhole(bytes, needle, from, static_cast<std::uint32_t>(_mm_movemask_epi8(fits)), place)) {
            return place + needle.size() <= end ? place : end;
        }
    }
    return findPlain(bytes, needle, from, end);
}

#endif

} // namespace

SearchWidth widestSearch() noexcept
{
#if defined(__x86_64__)
    static const SearchWidth widest =
        __builtin_cpu_supports("avx2") != 0 ? SearchWidth::ThirtyTwo : SearchWidth::Sixteen;
    return widest;
#else
    return SearchWidth::One;
#endif
}

std::size_t findBytes(std::string_view text, std::string_view needle, std::size_t from, std::size_t end,
                      SearchWidth width)
{
#if defined(__x86_64__)
    if (width == SearchWidth::ThirtyTwo) {
        return findWide(text, needle, from, end);
    }
    if (width == SearchWidth::Sixteen) {
        return findNarrow(text, needle, from, end);
    }
#else
    static_cast<void>(width);
#endif
    return findPlain(text.data(), needle, from, end);
}

} // namespace cordon
