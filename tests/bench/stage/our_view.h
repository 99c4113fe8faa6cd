// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/index/bitmap.h"
#include "ui/models/list_model.h"
#include "ui/views/dense_table.h"

#include <cstdint>
#include <vector>

namespace cordon::bench {

/// The console's table over many rows that say next to nothing, with the console's own selection.
/// Thread: main.
class FlatView {
public:
    explicit FlatView(int rows);

    void jumpTo(int row);
    void selectAll();
    void selectNone();
    [[nodiscard]] std::int64_t selected() const { return m_selected.count(); }
    void paint();

private:
    Bitmap m_selected;
    ui::ListModel m_model;
    ui::DenseTable m_table;
};

/// The same with groups that open: one flat list of headers and rows. Thread: main.
class GroupedView {
public:
    GroupedView(int groups, int rowsEach);

    void expandAll();
    void collapseAll();
    [[nodiscard]] std::int64_t rows() const { return std::ssize(m_list); }
    void paint();

private:
    struct Line {
        int group = 0;
        int row = -1; ///< -1: the group's header
    };
    int m_groups, m_rowsEach;
    std::vector<Line> m_list;
    ui::ListModel m_model;
    ui::DenseTable m_table;
};

} // namespace cordon::bench
