// SPDX-License-Identifier: Apache-2.0
#include "core/query/ask.h"

#include <algorithm>

namespace cordon {

std::optional<bool> askNumber(const FilterNode& term, std::optional<std::int64_t> value)
{
    if (!value) {
        return std::nullopt;
    }
    return std::any_of(term.values.begin(), term.values.end(), [value](const FilterValue& each) {
        const auto* interval = std::get_if<Interval>(&each);
        return interval != nullptr && interval->holds(*value);
    });
}

std::optional<bool> askTime(const FilterNode& term, Instant at)
{
    return askNumber(term, at.time_since_epoch().count());
}

std::optional<bool> askYesNo(const FilterNode& term, std::optional<bool> value)
{
    return value ? std::optional<bool>(asksFor(term, *value)) : std::nullopt;
}

TextAsk::TextAsk(const FilterNode& term, Fold fold) : m_folds(fold != nullptr)
{
    for (const FilterValue& each : term.values) {
        if (const auto* test = std::get_if<TextTest>(&each)) {
            m_tests.push_back({test->mode, test->text, m_folds ? fold(test->text) : test->text});
        }
    }
}

bool TextAsk::matches(QStringView text, QStringView key) const
{
    return std::any_of(m_tests.begin(), m_tests.end(), [this, text, key](const Test& test) {
        switch (test.mode) {
        case TextTest::Mode::Prefix:
            return text.startsWith(test.text, Qt::CaseInsensitive) || key.startsWith(test.folded, Qt::CaseInsensitive);
        case TextTest::Mode::Contains:
            return text.contains(test.text, Qt::CaseInsensitive) ||
                   (m_folds && key.contains(test.folded, Qt::CaseInsensitive));
        case TextTest::Mode::Equals:
            break;
        }
        return key.compare(test.folded, Qt::CaseInsensitive) == 0;
    });
}

} // namespace cordon
