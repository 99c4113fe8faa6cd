// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/query/facets.h"
#include "core/query/fields.h"

#include <functional>

namespace cordon {

/// Numbered values with their counts, made into a facet: only those that are shown are named.
class FacetTally {
public:
    struct Name {
        QString value;
        bool begins = false; ///< the value is the beginning of what is counted
    };
    using NameOf = std::function<Name(std::uint64_t)>;

    explicit FacetTally(Field field) : m_field(field) {}
    /// Nothing where nothing was counted.
    void add(std::uint64_t value, std::int64_t count)
    {
        if (count > 0) {
            m_counts.emplace_back(count, value);
        }
    }
    /// At most `most`, 0: all; ties in the order of the numbers. Of no use where `stop` asked.
    [[nodiscard]] Facet largest(std::size_t most, const NameOf& nameOf, const std::stop_token& stop);
    [[nodiscard]] Facet inOrder(const NameOf& nameOf) const;

private:
    [[nodiscard]] FacetValue valueOf(const Name& name, std::int64_t count) const;

    Field m_field;
    std::vector<std::pair<std::int64_t, std::uint64_t>> m_counts;
};

/// A term that asks a field for a value, in quotes where the language needs them; empty where no text
/// can say it. `begins`: for everything that begins with it.
[[nodiscard]] QString termFor(Field field, const QString& value, bool begins = false);

} // namespace cordon
