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
    /// Of a snapshot: offsets rise, one more than sources, the last one is the number of values.
    Adjacency(std::vector<Row>&& offsets, std::vector<T>&& values)
        : m_offsets(std::move(offsets)), m_values(std::move(values))
    {
    }

    /// The links i -> valueOf(i) of the rows sourceOf(i), for i in [0, links); those of one source
    /// keep their order. A source beyond the table is left out.
    template<class SourceOf, class ValueOf>
    [[nodiscard]] static Adjacency of(std::size_t sources, std::size_t links, SourceOf&& sourceOf, ValueOf&& valueOf)
    {
        Adjacency out;
        out.m_offsets.assign(sources + 1, 0);
        for (std::size_t i = 0; i < links; ++i) {
            if (const Row source = sourceOf(i); source < sources) {
                ++out.m_offsets[source + 1];
            }
        }
        for (std::size_t i = 1; i < out.m_offsets.size(); ++i) {
            out.m_offsets[i] += out.m_offsets[i - 1];
        }
        std::vector<Row> next(out.m_offsets.begin(), out.m_offsets.end() - 1);
        out.m_values.resize(out.m_offsets.back());
        for (std::size_t i = 0; i < links; ++i) {
            if (const Row source = sourceOf(i); source < sources) {
                out.m_values[next[source]++] = valueOf(i);
            }
        }
        return out;
    }

    [[nodiscard]] std::span<const T> of(Row source) const
    {
        const std::size_t from = m_offsets[source];
        return std::span<const T>(m_values).subspan(from, m_offsets[source + 1] - from);
    }

    [[nodiscard]] const std::vector<Row>& offsets() const noexcept { return m_offsets; }
    [[nodiscard]] const std::vector<T>& values() const noexcept { return m_values; }

private:
    std::vector<Row> m_offsets;
    std::vector<T> m_values;
};

} // namespace cordon
