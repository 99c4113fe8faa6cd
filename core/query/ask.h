// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/index/columns.h"
#include "core/query/pattern.h"
#include "core/query/syntax.h"
#include "core/query/truth.h"

#include <string>
#include <vector>

namespace cordon {

/// Any value of the term is that one.
template<class T>
[[nodiscard]] bool asksFor(const FilterNode& term, const T& value)
{
    for (const FilterValue& each : term.values) {
        if (const T* asked = std::get_if<T>(&each); asked != nullptr && *asked == value) {
            return true;
        }
    }
    return false;
}

/// The intervals that a term asks for.
class IntervalAsk {
public:
    explicit IntervalAsk(const FilterNode& term);
    [[nodiscard]] bool holds(std::int64_t value) const
    {
        return std::any_of(m_intervals.begin(), m_intervals.end(),
                           [value](const Interval& interval) { return interval.holds(value); });
    }
    [[nodiscard]] const std::vector<Interval>& intervals() const { return m_intervals; }

    /// Neither where nobody told the number.
    [[nodiscard]] Truth of(const NumberColumn& numbers, const std::stop_token& stop) const;
    /// The rows of a column of times without order.
    [[nodiscard]] Bitmap of(std::span<const std::int64_t> times, const std::stop_token& stop) const;
    /// The same where the rows of each stretch starts[i]..starts[i + 1] stand in the order of time:
    /// long stretches are cut by binary search.
    [[nodiscard]] Bitmap of(std::span<const std::int64_t> times, const std::vector<Row>& starts,
                            const std::stop_token& stop) const;

private:
    std::vector<Interval> m_intervals;
};

/// The rows that happened in the hours of the week that a term asks for.
[[nodiscard]] Bitmap rowsInHours(const FilterNode& term, std::span<const std::int64_t> times,
                                 const std::stop_token& stop);

/// The texts and patterns that a term asks for, made ready once. Case never counts.
class TextAsk {
public:
    /// Project: every PEP 503 spelling of a name, and of a part of one, is as good as the registered.
    enum class Spelling : std::uint8_t { AsIs, Project };

    explicit TextAsk(const FilterNode& term, Spelling spelling = Spelling::AsIs);

    [[nodiscard]] bool hasPatterns() const { return !m_patterns.empty(); }
    [[nodiscard]] bool hasRowTests() const { return !m_rowTests.empty(); }
    /// One text, UTF-8.
    [[nodiscard]] Answer of(std::string_view text) const;
    [[nodiscard]] std::vector<Answer> of(const std::vector<QString>& words) const;
    /// A whole column; an empty text is asked as any other.
    [[nodiscard]] Truth of(const FoldedColumn& texts, const std::stop_token& stop) const;
    [[nodiscard]] Truth of(const TextColumn& texts, const std::stop_token& stop) const;
    /// Of any of the columns, where it is known that it holds for none but these rows. No patterns.
    [[nodiscard]] Truth among(const Bitmap& rows, std::initializer_list<const FoldedColumn*> columns,
                              const std::stop_token& stop) const;

private:
    struct Test {
        TextTest::Mode mode;
        std::string folded;
        std::string key; ///< Spelling::Project: the folded text as a name's key
    };
    [[nodiscard]] bool holds(const Test& test, std::string_view folded) const;
    [[nodiscard]] Answer patternsOf(std::string_view text) const;
    void addFolded(const TextColumn& folded, Bitmap& rows, const std::stop_token& stop) const;
    void addBeginning(const Test& test, const TextColumn& folded, Bitmap& rows, const std::stop_token& stop) const;
    void addOtherSpellings(const Test& test, const TextColumn& folded, Bitmap& rows, const std::stop_token& stop) const;

    Spelling m_spelling;
    std::vector<Test> m_contains, m_rowTests;
    std::vector<RowPattern> m_patterns;
};

} // namespace cordon
