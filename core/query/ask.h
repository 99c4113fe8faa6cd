// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/query/syntax.h"

namespace cordon {

/// Any value of the term holds this number or time; nothing where it is unknown.
[[nodiscard]] std::optional<bool> askNumber(const FilterNode& term, std::optional<std::int64_t> value);
[[nodiscard]] std::optional<bool> askTime(const FilterNode& term, Instant at);
[[nodiscard]] std::optional<bool> askYesNo(const FilterNode& term, std::optional<bool> value);

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

/// The texts that a term asks for, made ready once. Case never counts.
class TextAsk {
public:
    using Fold = QString (*)(QStringView);

    /// `fold`: how a name is brought to the form of its key; none: compared as it stands.
    explicit TextAsk(const FilterNode& term, Fold fold = nullptr);

    [[nodiscard]] bool matches(QStringView text) const { return matches(text, text); }
    /// A whole name is compared with the key, a part of one with the text as registered and, since
    /// every spelling of a name is as good, with the key.
    [[nodiscard]] bool matches(QStringView text, QStringView key) const;

private:
    struct Test {
        TextTest::Mode mode;
        QString text;
        QString folded; ///< for the key
    };
    std::vector<Test> m_tests;
    bool m_folds = false;
};

} // namespace cordon
