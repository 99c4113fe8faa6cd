// SPDX-License-Identifier: Apache-2.0
#include "ui/models/outline.h"

#include <bit>
#include <numeric>

namespace cordon::ui {

Outline::Line Outline::at(std::size_t line) const
{
    if (m_openGroups == 0) {
        return {line, std::nullopt};
    }
    // Down the tree: the last group whose header stands at or before the line.
    std::size_t group = 0;
    std::size_t rest = line;
    for (std::size_t step = std::bit_floor(groups()); step > 0; step /= 2) {
        const std::size_t next = group + step;
        if (next <= groups() && m_sums[next] + step <= rest) {
            group = next;
            rest -= std::size_t(m_sums[next]) + step;
        }
    }
    return {group, rest == 0 ? std::nullopt : std::optional(std::uint32_t(rest - 1))};
}

std::size_t Outline::lineOf(std::size_t group) const
{
    std::size_t line = group;
    if (m_openGroups > 0) {
        for (std::size_t i = group; i > 0; i &= i - 1) {
            line += std::size_t(m_sums[i]);
        }
    }
    return line;
}

void Outline::add(std::size_t group, std::int64_t rows)
{
    for (std::size_t i = group + 1; i < m_sums.size(); i += i & (~i + 1)) {
        m_sums[i] += std::uint64_t(rows);
    }
    m_shown += std::size_t(rows);
}

void Outline::open(std::size_t group)
{
    if (isOpen(group)) {
        return;
    }
    if (m_sums.empty()) {
        m_open.assign(groups(), false);
        m_sums.assign(groups() + 1, 0);
    }
    m_open[group] = true;
    ++m_openGroups;
    add(group, std::int64_t{rowsOf(group)});
}

void Outline::close(std::size_t group)
{
    if (isOpen(group)) {
        m_open[group] = false;
        --m_openGroups;
        add(group, -std::int64_t{rowsOf(group)});
    }
}

void Outline::openAll()
{
    m_open.assign(groups(), true);
    m_openGroups = groups();
    m_sums.assign(groups() + 1, 0);
    for (std::size_t i = 1; i < m_sums.size(); ++i) {
        m_sums[i] += rowsOf(i - 1);
        if (const std::size_t parent = i + (i & (~i + 1)); parent < m_sums.size()) {
            m_sums[parent] += m_sums[i];
        }
    }
    m_shown = std::accumulate(m_rows->begin(), m_rows->end(), std::size_t{0});
}

void Outline::closeAll()
{
    m_open.clear();
    m_sums.clear();
    m_shown = m_openGroups = 0;
}

} // namespace cordon::ui
