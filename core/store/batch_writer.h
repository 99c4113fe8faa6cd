// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/store/change_log.h"
#include "core/store/name_resolver.h"
#include "core/store/row_writer.h"

namespace cordon::store {

/// Writes resolved batches, each inside the caller's transaction. Throws SQLite::Exception.
/// Thread: the writer's.
class BatchWriter {
public:
    explicit BatchWriter(Connection& connection);

    void write(const RowBatch& rows, const ResolvedBatch& resolved);

    /// Whether the rows are now others than before the first batch.
    [[nodiscard]] bool hasChangedRows() const { return m_difference.any(); }

private:
    void writeNames(const ResolvedBatch& resolved);
    void writeAccounts(const RowBatch& rows, const ResolvedBatch& resolved);
    void writeProjects(const RowBatch& rows, const ResolvedBatch& resolved);
    void writeUploads(const RowBatch& rows, const ResolvedBatch& resolved);
    void writeRoles(const RowBatch& rows, const ResolvedBatch& resolved);
    void writeReports(const RowBatch& rows, const ResolvedBatch& resolved);
    void writeMark(const RowBatch& rows);
    void loadUploads();
    [[nodiscard]] std::int64_t reportOf(const ImportedReport& row, const ResolvedBatch::Pair& on);
    void flag(BulkStatement& statement, Changed kind, std::int64_t id);
    /// A row is new.
    void grow(Changed kind, std::int64_t id);

    Connection& m_connection;
    Difference m_difference;
    ChangeLog m_changes; ///< of the batch at hand

    BulkStatement m_domain, m_stubAccount, m_stubProject, m_role, m_flagAccount, m_flagProject;
    BulkStatement m_reportOnProject, m_reportOnAccount;
    RowWriter m_accounts, m_projects, m_uploads, m_reports;

    bool m_uploadsLoaded = false;
    std::int64_t m_lastReport = 0;
    std::int64_t m_lastUpload = 0;
    IdentityTable m_identities;
};

} // namespace cordon::store
