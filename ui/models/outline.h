// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <vector>

namespace cordon::ui {

/// Which line of a flat list is the header of which group, or which of its rows, while groups are
/// opened and closed. A line is found in O(log groups), opening one group costs as much, opening all
/// of them one pass over the groups. Pure.
class Outline {
public:
    struct Line {
        std::size_t group = 0;
        std::optional<std::uint32_t> row; ///< none: the header
        friend bool operator==(const Line&, const Line&) = default;
    };

    Outline() = default;
    /// Rows of each group, not null; all closed.
    using Sizes = std::shared_ptr<const std::vector<std::uint32_t>>;
    explicit Outline(Sizes rowsPerGroup) : m_rows(std::move(rowsPerGroup)) {}

    [[nodiscard]] std::size_t groups() const { return m_rows->size(); }
    [[nodiscard]] std::size_t lines() const { return groups() + m_shown; }
    [[nodiscard]] std::uint32_t rowsOf(std::size_t group) const { return (*m_rows)[group]; }
    [[nodiscard]] bool isOpen(std::size_t group) const { return !m_open.empty() && m_open[group]; }
    [[nodiscard]] std::size_t openGroups() const { return m_openGroups; }
    /// line < lines()
    [[nodiscard]] Line at(std::size_t line) const;
    [[nodiscard]] std::size_t lineOf(std::size_t group) const;

    void open(std::size_t group);
    void close(std::size_t group);
    void openAll();
    void closeAll();

private:
    void add(std::size_t group, std::int64_t rows);

    Sizes m_rows = std::make_shared<const std::vector<std::uint32_t>>();
    std::vector<bool> m_open;
    std::vector<std::uint64_t> m_sums; ///< a Fenwick tree of the rows that open groups show; empty: none is open
    std::size_t m_shown = 0, m_openGroups = 0;
};

} // namespace cordon::ui
