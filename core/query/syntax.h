// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/domain/records.h"
#include "core/domain/subject.h"
#include "core/query/fields.h"
#include "core/query/filter.h"
#include "core/query/week_hour.h"

#include <limits>
#include <variant>

namespace cordon {

/// A text to look for; `text` is as typed, compared without regard to case.
struct TextTest {
    enum class Mode : std::uint8_t { Equals, Prefix, Contains };
    Mode mode = Mode::Equals;
    QString text;
};

/// A regular expression to look for, as typed between two slashes; bounded in steps a row (pattern.h).
struct PatternTest {
    QString pattern;
};

/// Whole numbers, or microseconds since the epoch, both ends included.
struct Interval {
    std::int64_t low = std::numeric_limits<std::int64_t>::min();
    std::int64_t high = std::numeric_limits<std::int64_t>::max();
    [[nodiscard]] bool holds(std::int64_t value) const { return low <= value && value <= high; }
};

/// A state by its registry word; "active" is one of accounts and of projects.
struct StateTest {
    std::optional<AccountState> account;
    std::optional<ProjectState> project;
};

using FilterValue = std::variant<TextTest, PatternTest, Interval, bool, SubjectKind, Verb, StateTest, WeekHours>;

/// One node of a parsed filter: a term asks one field for any of its values, the others combine.
struct FilterNode {
    enum class Type : std::uint8_t { And, Or, Not, Term };
    Type type = Type::Term;
    int position = 0;                 ///< where it begins in the text
    std::vector<FilterNode> children; ///< And, Or: two or more; Not: one
    Field field = Field::Words;       ///< of a term
    std::vector<FilterValue> values;  ///< of a term: at least one
    QString text;                     ///< of a term: as typed
};

/// The tree of a filter text; nothing where the text is blank.
[[nodiscard]] tl::expected<std::optional<FilterNode>, FilterError> parseSyntax(QStringView text);

} // namespace cordon
