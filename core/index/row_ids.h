// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/index/columns.h"

#include <algorithm>
#include <cstdint>
#include <vector>

namespace cordon {

/// Rows by the ids of the cache, which count up with few gaps.
class RowIds {
public:
    explicit RowIds(const std::vector<std::int64_t>& ids)
    {
        std::int64_t most = 0;
        for (const std::int64_t id : ids) {
            most = std::max(most, id);
            m_sound = m_sound && id > 0;
        }
        m_sound = m_sound && most <= 4 * std::ssize(ids) + 1'000;
        m_rows.assign(m_sound ? static_cast<std::size_t>(most) + 1 : 0, kNoRow);
        for (std::size_t row = 0; m_sound && row < ids.size(); ++row) {
            m_rows[static_cast<std::size_t>(ids[row])] = static_cast<Row>(row);
        }
    }

    /// The ids are such as imports give out; else nothing is found.
    [[nodiscard]] bool sound() const noexcept { return m_sound; }
    [[nodiscard]] Row of(std::int64_t id) const noexcept
    {
        return id > 0 && id < std::ssize(m_rows) ? m_rows[static_cast<std::size_t>(id)] : kNoRow;
    }

private:
    bool m_sound = true;
    std::vector<Row> m_rows;
};

} // namespace cordon
