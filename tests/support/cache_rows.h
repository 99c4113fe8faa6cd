// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/domain/digest.h"
#include "core/domain/ids.h"
#include "core/index/index.h"
#include "core/store/cache_store.h"

#include <memory>
#include <stop_token>
#include <vector>

namespace cordon::test {

// The rows of a cache as values, for tests that have no file.

struct AccountRow {
    AccountId id;
    Account value;
    bool flagged = false;
    bool stub = false;
};
struct ProjectRow {
    ProjectId id;
    Project value;
    AccountId owner;
    bool flagged = false;
    bool stub = false;
};
struct UploadRow {
    ProjectId project;
    AccountId account; ///< may be none
    Upload value;
    std::int64_t id = 0; ///< 0: its place, from 1
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
/// Accounts and projects stand in the order of their ids.
struct CacheRows {
    std::vector<AccountRow> accounts;
    std::vector<ProjectRow> projects;
    std::vector<UploadRow> uploads;
    std::vector<RoleRow> roles;
    std::vector<ReportRow> reports;
    std::uint64_t generation = 0;
};

/// Hands the rows over as the cache would.
void scanRows(const CacheRows& rows, CacheVisitor& visitor);
/// What a cache holds, as values; uploads without version, file name and hash.
[[nodiscard]] Result<CacheRows> readAll(const CacheStore& cache, std::stop_token stop = {});

/// Null where `stop` asked.
[[nodiscard]] std::shared_ptr<const Index> buildIndex(const CacheRows& rows,
                                                      const std::vector<DecisionHead>& decisions = {},
                                                      const std::vector<Subject>& protectedSubjects = {},
                                                      std::stop_token stop = {});

} // namespace cordon::test
