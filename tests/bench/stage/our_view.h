// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/models/groups_model.h"
#include "ui/models/members_model.h"
#include "ui/views/dense_table.h"

#include <memory>

namespace cordon::bench {

/// The window's list of all accounts, with its working set. Thread: main.
class AccountsView {
public:
    explicit AccountsView(const std::shared_ptr<const Index>& index);

    void selectAll();
    void selectNone() { m_set.clear(); }
    [[nodiscard]] std::int64_t selected() const { return m_set.accounts(); }
    [[nodiscard]] int rows() const { return m_model.rowCount(); }
    void jumpTo(int row);
    /// Rows and the header above them.
    void paint();

private:
    ui::WorkingSet m_set;
    ui::MembersModel m_model;
    ui::DenseTable m_table;
};

/// The window's list of uploads by mail domain, groups that open. Thread: main.
class GroupsView {
public:
    explicit GroupsView(const std::shared_ptr<const Index>& index);

    // As the window does: the cursor's line stays where it is, which brings the scroll bar up to date.
    void expandAll();
    void collapseAll();
    [[nodiscard]] int groups() const { return static_cast<int>(m_model.outline().groups()); }
    [[nodiscard]] int lines() const { return m_model.rowCount(); }
    /// Those that the view can be scrolled through.
    [[nodiscard]] int shownLines() const;
    void jumpTo(int line);
    [[nodiscard]] int topLine() const; ///< by the scroll bar
    void paint() { m_table.viewport()->repaint(); }

private:
    ui::WorkingSet m_set;
    ui::JobRunner m_jobs;
    ui::GroupsModel m_model;
    ui::DenseTable m_table;
};

} // namespace cordon::bench
