// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/domain/result.h"
#include "core/query/filter.h"
#include "core/query/truth.h"

#include <QRegularExpression>

namespace cordon {

/// Longest pattern that is taken, in UTF-16 units.
inline constexpr qsizetype kLongestPattern = 200;
/// Steps that a pattern may take on one row before it gives up.
inline constexpr int kPatternSteps = 10'000;

/// A regular expression over one row's text, bounded in steps. Case never counts. Thread: the one
/// that made it.
class RowPattern {
public:
    explicit RowPattern(const QString& pattern);
    /// Both where the pattern gave up.
    [[nodiscard]] Answer of(const QString& text) const;

private:
    QRegularExpression m_expression;
};

/// What is wrong with a typed pattern, its position counted from the pattern's start; nothing where
/// it can be used. Words that steer the engine, `(*...)`, are refused: one of them lifts the bound.
[[nodiscard]] std::optional<FilterError> patternError(const QString& pattern);

} // namespace cordon
