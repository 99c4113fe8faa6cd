// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/index/bitmap.h"

#include <span>
#include <utility>
#include <vector>

namespace cordon {

/// The links from the rows of one table to values of another, as offsets and one flat list:
/// two allocations whatever the size. Value, immutable once built.
template<class T>
class Adjacency {
public:
    Adjacency() = default;

    /// Links of one row keep the order in which they are given. Rows >= `sources` must not occur.
    Adjacency(std::size_t sources, std::vector<std::pair<Row, T>>&& links) : m_offsets(sources + 1, 0)
    {
        for (const auto& link : links) {
            ++m_offsets[link.first + 1];
        }
        for (std::size_t i = 1; i < m_offsets.size(); ++i) {
            m_offsets[i] += m_offsets[i - 1];
        }
        std::vector<std::size_t> next(m_offsets.begin(), m_offsets.end() - 1);
        m_values.resize(links.size());
        for (auto& link : links) {
            m_values[next[link.first]++] = std::move(link.second);
        }
    }

    [[nodiscard]] std::span<const T> of(Row source) const
    {
        const std::size_t from = m_offsets[source];
        return std::span<const T>(m_values).subspan(from, m_offsets[source + 1] - from);
    }

private:
    std::vector<std::size_t> m_offsets;
    std::vector<T> m_values;
};

} // namespace cordon
