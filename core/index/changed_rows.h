// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/index/columns.h"
#include "core/store/cache_scan.h"

#include <cstdint>
#include <memory>
#include <vector>

namespace cordon {

/// Rows of the cache as they are now, of which columns hold an older state or
/// none: in the order of their ids, other rows named by ids.
struct ChangedRows {
    AccountColumns accounts; ///< domain: the number of a name below, or kNoRow
    std::vector<QString> domains;
    std::vector<std::uint8_t> accountMarks,
        projectMarks;        ///< core/index/column_rows.h
    ProjectColumns projects; ///< without owner
    std::vector<std::int64_t> owners;
    std::vector<UploadView> uploads;

    struct Role {
        std::int64_t project = 0, account = 0;
        std::uint32_t word = 0;
    };
    std::vector<Role> roles; ///< all of these projects
    std::vector<QString> roleWords;

    struct Place {
        std::int64_t id = 0, project = 0, account = 0;
    };
    std::vector<Place> places; ///< of the reports
    ReportColumns reports;     ///< without project and account
};

/// Gathers them. Thread: the one that scans.
class ChangeReader final : public ChangeVisitor {
public:
    /// `before`: the columns that are to be brought up to date.
    explicit ChangeReader(std::shared_ptr<const Columns> before) : m_before(std::move(before)) {}

    void account(const AccountView& row) override;
    void project(const ProjectView& row) override;
    /// Those that nobody was named for and whose project has a new owner: they
    /// count for him.
    [[nodiscard]] std::vector<std::int64_t> uploadsBesides() override;
    void upload(const UploadView& row) override { m_rows.uploads.push_back(row); }
    void role(const RoleView& row) override;
    void report(const ReportView& row) override;

    /// What came; once.
    [[nodiscard]] ChangedRows take();

private:
    std::shared_ptr<const Columns> m_before;
    ChangedRows m_rows;
    WordColumn m_domains, m_roleWords; ///< for their numbers
};

} // namespace cordon
