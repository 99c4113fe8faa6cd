// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/query/syntax.h"

#include <QString>

#include <vector>

namespace cordon::ui {

/// How a filter speaks of one value.
enum class FacetUse { None, Included, Excluded };

/// What a filter text says of single values, as far as every row must fulfil it: `domain:a,b`,
/// `-state:frozen`, but nothing inside an OR. Pure value.
class FacetTerms {
public:
    /// A text that cannot be read says nothing.
    explicit FacetTerms(const QString& text);

    /// Of a term with one value, such as FacetValue::include.
    [[nodiscard]] FacetUse useOf(const QString& term) const;

    struct Named {
        QString value; ///< as in the text, without the quotes around it
        QString term;  ///< that includes it
        FacetUse use = FacetUse::None;
    };
    /// The values of one field that the text names, in its order.
    [[nodiscard]] std::vector<Named> named(Field field) const;

private:
    std::vector<std::pair<FilterNode, FacetUse>> m_terms;
};

/// The text with the value of `term` included, or excluded. A value that was so already is taken out
/// again; including one that is excluded only takes it out, excluding an included one exchanges it.
/// Where the field is asked for values already it is asked for this one besides; of yes and no only
/// one stays. Pure; a text that cannot be read is left as it is.
[[nodiscard]] QString withFacetValue(const QString& text, const QString& term, FacetUse wanted);

} // namespace cordon::ui
