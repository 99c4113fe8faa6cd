// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/domain/ids.h"
#include "core/domain/records.h"
#include "core/domain/result.h"
#include "core/domain/subject.h"

#include <cstdint>
#include <memory>
#include <stop_token>
#include <vector>

namespace cordon {

/// Rows as they come from a file, in any order. Names are resolved when written.
struct ImportBatch {
    std::vector<Account> accounts;
    std::vector<Project> projects;
    std::vector<Upload> uploads;
    std::vector<Role> roles;
    std::vector<Report> reports;

    [[nodiscard]] std::size_t size() const
    {
        return accounts.size() + projects.size() + uploads.size() + roles.size() + reports.size();
    }
};

/// How many rows the cache holds.
struct CacheCounts {
    std::int64_t accounts = 0, projects = 0, uploads = 0, roles = 0, reports = 0, domains = 0;
    std::int64_t unresolved = 0; ///< stubs: names that a row mentions and no import has described
};

struct AccountRow {
    AccountId id;
    Account value;
    bool flagged = false;
    bool stub = false;
};
struct ProjectRow {
    ProjectId id;
    Project value;
    AccountId owner; ///< always valid; a stub where the owner is unknown
    bool flagged = false;
    bool stub = false;
};
struct UploadRow {
    ProjectId project;
    AccountId account; ///< may be none
    Upload value;
};
struct RoleRow {
    ProjectId project;
    AccountId account;
    QString role;
};
struct ReportRow {
    ProjectId project; ///< one of the two is valid
    AccountId account;
    Report value;
};
/// Everything the index is built from. Accounts and projects stand in the order of their ids.
struct CacheRows {
    std::vector<AccountRow> accounts;
    std::vector<ProjectRow> projects;
    std::vector<UploadRow> uploads;
    std::vector<RoleRow> roles;
    std::vector<ReportRow> reports;
    std::uint64_t generation = 0;
};

/// cache.db: what the registry and the imports said. Can be rebuilt at any time.
/// Thread: any. Writes run one after another on the workspace's writer thread while the caller
/// waits; reads run on the caller's thread over a read-only connection and end early, with
/// Cancelled, when the token asks.
class CacheStore {
public:
    virtual ~CacheStore() = default;

    /// One transaction: all of the batch or none. The latest import wins; same rows, no change.
    /// Names that nobody has described become stubs. A report flags its own subject.
    /// Io on a full disk: the rows before this batch stay.
    [[nodiscard]] virtual Done write(const ImportBatch& batch) = 0;

    /// Marks subjects as flagged; unknown ones are ignored.
    [[nodiscard]] virtual Done flag(const std::vector<Subject>& subjects) = 0;

    /// Notes that an import or sync is complete; returns the new generation. The generation
    /// stays the same when nothing changed since the last call.
    [[nodiscard]] virtual Result<std::uint64_t> finishImport() = 0;

    /// What a registry read just told (state of one subject), after a run or sync.
    [[nodiscard]] virtual Done setAccountState(const QString& key, AccountState state, const QString& uuid) = 0;
    [[nodiscard]] virtual Done setProjectState(const QString& key, ProjectState state) = 0;

    [[nodiscard]] virtual Result<CacheCounts> counts(std::stop_token stop = {}) const = 0;
    [[nodiscard]] virtual Result<CacheRows> load(std::stop_token stop = {}) const = 0;
};

} // namespace cordon
