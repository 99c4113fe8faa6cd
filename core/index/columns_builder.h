// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/domain/result.h"
#include "core/index/columns.h"
#include "core/store/cache_scan.h"

#include <QHash>

#include <memory>
#include <stop_token>
#include <string_view>

namespace cordon {

/// Makes columns from a scan of the cache. Rows come in the order of their ids
/// and are numbered anew at the end. One use; thread: the one that scans.
class ColumnsBuilder final : public CacheVisitor {
public:
    ColumnsBuilder();

    void account(const AccountView& row) override;
    void project(const ProjectView& row) override;
    void upload(const UploadView& row) override;
    void role(const RoleView& row) override;
    void report(const ReportView& row) override;

    /// Cancelled where `stop` asked, which is looked at between the tables;
    /// Integrity where the cache holds more than columns can number.
    [[nodiscard]] Result<std::shared_ptr<const Columns>> finish(std::uint64_t generation, std::stop_token stop);

private:
    /// Ids of the cache to rows in the order of the scan.
    class RowsById {
    public:
        void add(std::int64_t id);
        [[nodiscard]] Row rowOf(std::int64_t id) const;

    private:
        std::vector<std::int64_t> m_ids;
    };
    struct RoleSeen {
        Row project = 0, account = 0;
        std::uint32_t word = 0;
    };

    [[nodiscard]] std::uint32_t domainNumber(std::string_view name);
    [[nodiscard]] Row ownerRow(std::int64_t id);
    void nameDomains();
    void orderAccounts();
    void orderProjects();
    void orderUploads();
    void standInForUploads();
    void orderRoleWords();
    void linkRoles();
    void linkReports();
    [[nodiscard]] bool fits() const;

    std::shared_ptr<Columns> m_columns;
    RowsById m_accountRows, m_projectRows;
    std::vector<QString> m_domainNames;
    QHash<QByteArray, std::uint32_t> m_domainNumbers;
    Row m_nameless = kNoRow; ///< the account that stands in for an owner whom the
                             ///< cache does not hold
    std::vector<std::uint8_t> m_accountMarks, m_projectMarks;
    std::vector<Row> m_newAccount, m_newProject; ///< row of the scan -> row
    WordColumn m_roleWords;
    std::vector<RoleSeen> m_roles;
    bool m_tooMany = false;
};

} // namespace cordon
