// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/domain/instant.h"
#include "core/domain/records.h"

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace cordon {

// Rows of the cache as they lie there. Texts are UTF-8 and live until the visitor returns.

struct AccountView {
    std::int64_t id = 0;
    std::string_view name, email, domain;
    std::optional<bool> emailVerified;
    Instant joined{};
    std::string_view twoFactor, signupIp, uuid, note;
    AccountState state = AccountState::Active;
    bool flagged = false, stub = false;
};

struct ProjectView {
    std::int64_t id = 0, owner = 0;
    std::string_view name;
    Instant created{};
    std::optional<std::int64_t> releases, files, totalBytes, pyModules, consoleScripts;
    std::string_view repoUrl, publisher, summary, note;
    ProjectState state = ProjectState::Active;
    bool flagged = false, stub = false;
};

/// Version, file name and hash stay in the cache: there are millions, and few are ever looked at
/// (CacheStore::uploads).
struct UploadView {
    std::int64_t id = 0, project = 0;
    std::int64_t account = 0; ///< 0: nobody told
    Instant uploaded{};
    std::optional<std::int64_t> size;
};

struct RoleView {
    std::int64_t project = 0, account = 0;
    std::string_view role;
};

struct ReportView {
    std::int64_t project = 0, account = 0; ///< one of the two is 0
    std::string_view observer, kind, summary, url;
    std::optional<bool> trusted;
    Instant created{};
    std::int64_t id = 0;
};

/// Takes the whole cache, a row at a time: accounts, then projects, uploads, roles, reports, each in
/// the order of its ids. Thread: the one that scans.
class CacheVisitor {
public:
    virtual ~CacheVisitor() = default;
    virtual void account(const AccountView& row) = 0;
    virtual void project(const ProjectView& row) = 0;
    virtual void upload(const UploadView& row) = 0;
    virtual void role(const RoleView& row) = 0;
    virtual void report(const ReportView& row) = 0;
};

/// Takes the rows that have changed, in the same order, with some that have not; all roles of the
/// projects that it gets.
class ChangeVisitor : public CacheVisitor {
public:
    /// Asked once all projects are through: ids of uploads that it needs besides those that changed.
    [[nodiscard]] virtual std::vector<std::int64_t> uploadsBesides() = 0;
};

} // namespace cordon
