// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/domain/name_keys.h"
#include "core/index/columns.h"

#include <functional>
#include <string>
#include <string_view>

namespace cordon {

/// A key is made from its name when it is asked for and never kept: accountKeyOf(), projectKeyOf().
using KeyOf = std::string (*)(std::string_view);

/// Rows by their keys, byte for byte.
[[nodiscard]] KeyOrder orderByKey(const FoldedColumn& names, KeyOf keyOf);
/// The row of that key. Nothing for an empty one.
[[nodiscard]] std::optional<Row> findKey(const KeyOrder& order, const FoldedColumn& names, KeyOf keyOf,
                                         const std::string& key);

/// Finds one key after another. Keys that come in rising order cost little more than a step each, so
/// that a million decisions are laid over a million accounts in a moment; others are found, too.
class KeyFinder {
public:
    /// All must outlive it.
    KeyFinder(const KeyOrder& order, const FoldedColumn& names, KeyOf keyOf)
        : m_order(order), m_names(names), m_keyOf(keyOf)
    {
    }
    [[nodiscard]] std::optional<Row> find(const std::string& key);

private:
    [[nodiscard]] bool isBefore(std::size_t place, const std::string& key) const;

    const KeyOrder& m_order;
    const FoldedColumn& m_names;
    KeyOf m_keyOf;
    std::size_t m_place = 0; ///< where the last one was, or would be
};

/// Sorts rows by a text, equal ones staying in their order: by eight bytes at once first, so that
/// few texts are looked at.
void sortByText(std::vector<Row>& rows, const std::function<std::string_view(Row)>& textOf);

} // namespace cordon
