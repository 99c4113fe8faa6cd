// SPDX-License-Identifier: Apache-2.0
#include "core/query/pattern.h"

#include "core/domain/visible_text.h"

namespace cordon {
namespace {

const QString& boundPrefix()
{
    static const QString prefix = QStringLiteral("(*LIMIT_MATCH=%1)").arg(kPatternSteps);
    return prefix;
}

QRegularExpression expressionOf(const QString& pattern)
{
    return QRegularExpression(boundPrefix() + pattern, QRegularExpression::CaseInsensitiveOption);
}

/// Where the engine would be steered: "(*" and "\C", which cuts characters in two.
qsizetype steeringAt(QStringView pattern)
{
    for (qsizetype i = 0; i + 1 < pattern.size(); ++i) {
        if (pattern[i] == u'\\') {
            if (pattern[i + 1] == u'C') {
                return i;
            }
            ++i;
        } else if (pattern[i] == u'(' && pattern[i + 1] == u'*') {
            return i;
        }
    }
    return -1;
}

} // namespace

RowPattern::RowPattern(const QString& pattern) : m_expression(expressionOf(pattern))
{
    m_expression.optimize();
}

Answer RowPattern::of(const QString& text) const
{
    const QRegularExpressionMatch match = m_expression.match(text);
    return match.isValid() ? yesOrNo(match.hasMatch()) : Answer::Both;
}

std::optional<FilterError> patternError(const QString& pattern)
{
    if (pattern.isEmpty()) {
        return FilterError{0, QStringLiteral("a pattern between the two slashes")};
    }
    if (pattern.size() > kLongestPattern) {
        return FilterError{static_cast<int>(kLongestPattern),
                           QStringLiteral("a pattern of at most %1 characters").arg(kLongestPattern)};
    }
    if (const qsizetype at = steeringAt(pattern); at >= 0) {
        return FilterError{static_cast<int>(at),
                           QStringLiteral("a pattern without (*...) and \\C; write \\(\\* to look "
                                          "for these characters")};
    }
    const QRegularExpression expression = expressionOf(pattern);
    if (expression.isValid()) {
        return std::nullopt;
    }
    const qsizetype at = expression.patternErrorOffset() - boundPrefix().size();
    return FilterError{static_cast<int>(std::clamp(at, qsizetype{0}, pattern.size())),
                       QStringLiteral("a regular expression (") % forCell(expression.errorString(), 80) % u')'};
}

} // namespace cordon
