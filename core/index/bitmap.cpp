// SPDX-License-Identifier: Apache-2.0
#include "core/index/bitmap.h"

#include <algorithm>
#include <bit>

namespace cordon {
namespace {

constexpr std::size_t kBits = 64;

// The last word must hold no bits beyond the size: count() and == look at whole words.
std::uint64_t lastWordMask(std::size_t size)
{
    const std::size_t used = size % kBits;
    return used == 0 ? ~std::uint64_t{0} : (std::uint64_t{1} << used) - 1;
}

[[gnu::always_inline]] inline std::int64_t countPlain(const std::uint64_t* words, std::size_t many)
{
    std::int64_t total = 0;
    for (std::size_t i = 0; i < many; ++i) {
        total += std::popcount(words[i]);
    }
    return total;
}

#if defined(__x86_64__)
/// The same with the instruction that only later processors have; without it each word is a call.
__attribute__((target("popcnt"))) std::int64_t countByInstruction(const std::uint64_t* words, std::size_t many)
{
    return countPlain(words, many);
}
#endif

std::int64_t countWords(const std::uint64_t* words, std::size_t many)
{
#if defined(__x86_64__)
    static const bool has = __builtin_cpu_supports("popcnt") != 0;
    return has ? countByInstruction(words, many) : countPlain(words, many);
#else
    return countPlain(words, many);
#endif
}

} // namespace

Bitmap::Bitmap(std::size_t size, bool full)
    : m_size(size), m_words((size + kBits - 1) / kBits, full ? ~std::uint64_t{0} : std::uint64_t{0})
{
    if (full && !m_words.empty()) {
        m_words.back() &= lastWordMask(size);
    }
}

void Bitmap::set(Row row, bool on) noexcept
{
    if (row >= m_size) {
        return;
    }
    const std::uint64_t bit = std::uint64_t{1} << (row % kBits);
    if (on) {
        m_words[row / kBits] |= bit;
    } else {
        m_words[row / kBits] &= ~bit;
    }
}

void Bitmap::flip() noexcept
{
    for (std::uint64_t& word : m_words) {
        word = ~word;
    }
    if (!m_words.empty()) {
        m_words.back() &= lastWordMask(m_size);
    }
}

void Bitmap::clear() noexcept
{
    std::fill(m_words.begin(), m_words.end(), std::uint64_t{0});
}

std::int64_t Bitmap::count() const noexcept
{
    return countWords(m_words.data(), m_words.size());
}

bool Bitmap::any() const noexcept
{
    return std::any_of(m_words.begin(), m_words.end(), [](std::uint64_t word) { return word != 0; });
}

std::int64_t Bitmap::count(Row begin, Row end) const noexcept
{
    if (begin >= end) {
        return 0;
    }
    const std::size_t first = begin / kBits, last = (end - 1) / kBits;
    if (first == last) {
        return std::popcount(wordIn(first, begin, end));
    }
    return std::popcount(wordIn(first, begin, end)) + std::popcount(wordIn(last, begin, end)) +
           countWords(m_words.data() + first + 1, last - first - 1);
}

void Bitmap::setRange(Row begin, Row end) noexcept
{
    for (std::size_t word = begin / kBits; begin < end && word <= (end - 1) / kBits; ++word) {
        const std::uint64_t kept = m_words[word];
        m_words[word] = ~std::uint64_t{0};
        m_words[word] = kept | wordIn(word, begin, end);
    }
}

void Bitmap::keepRange(Row begin, Row end) noexcept
{
    for (std::size_t word = 0; word < m_words.size(); ++word) {
        const bool meets = begin < end && word >= begin / kBits && word <= (end - 1) / kBits;
        m_words[word] = meets ? wordIn(word, begin, end) : 0;
    }
}

Row Bitmap::firstIn(Row begin, Row end) const noexcept
{
    for (std::size_t word = begin / kBits; begin < end && word <= (end - 1) / kBits; ++word) {
        if (const std::uint64_t bits = wordIn(word, begin, end); bits != 0) {
            return static_cast<Row>(word * kBits + static_cast<std::size_t>(std::countr_zero(bits)));
        }
    }
    return end;
}

Row Bitmap::lastIn(Row begin, Row end) const noexcept
{
    if (begin >= end) {
        return end;
    }
    for (std::size_t word = (end - 1) / kBits + 1; word-- > begin / kBits;) {
        if (const std::uint64_t bits = wordIn(word, begin, end); bits != 0) {
            return static_cast<Row>(word * kBits + kBits - 1 - static_cast<std::size_t>(std::countl_zero(bits)));
        }
    }
    return end;
}

Bitmap& Bitmap::operator&=(const Bitmap& other) noexcept
{
    const std::size_t common = std::min(m_words.size(), other.m_words.size());
    std::uint64_t* const words = m_words.data();
    const std::uint64_t* const others = other.m_words.data();
    for (std::size_t i = 0; i < common; ++i) {
        words[i] &= others[i];
    }
    std::fill(m_words.begin() + static_cast<std::ptrdiff_t>(common), m_words.end(), std::uint64_t{0});
    return *this;
}

Bitmap& Bitmap::operator|=(const Bitmap& other) noexcept
{
    const std::size_t common = std::min(m_words.size(), other.m_words.size());
    std::uint64_t* const words = m_words.data();
    const std::uint64_t* const others = other.m_words.data();
    for (std::size_t i = 0; i < common; ++i) {
        words[i] |= others[i];
    }
    if (!m_words.empty()) {
        m_words.back() &= lastWordMask(m_size);
    }
    return *this;
}

Bitmap& Bitmap::operator-=(const Bitmap& other) noexcept
{
    const std::size_t common = std::min(m_words.size(), other.m_words.size());
    std::uint64_t* const words = m_words.data();
    const std::uint64_t* const others = other.m_words.data();
    for (std::size_t i = 0; i < common; ++i) {
        words[i] &= ~others[i];
    }
    return *this;
}

std::vector<Row> Bitmap::rows() const
{
    std::vector<Row> out;
    out.reserve(static_cast<std::size_t>(count()));
    forEach([&out](Row row) { out.push_back(row); });
    return out;
}

std::vector<Row> Bitmap::rows(Row begin, Row end) const
{
    std::vector<Row> out;
    out.reserve(static_cast<std::size_t>(count(begin, end)));
    forEachIn(begin, end, [&out](Row row) { out.push_back(row); });
    return out;
}

} // namespace cordon
