// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/domain/instant.h"
#include "core/domain/records.h"

#include <cstdint>
#include <optional>
#include <string_view>
#include <variant>

namespace cordon {

// Rows as an import file says them, as valid UTF-8 that somebody else keeps: millions of them pass
// from the reader to the cache without becoming QStrings. Each name comes with its key: the folded
// user name, the PEP 503 project name. All texts are as received: hostile.

using Utf8 = std::string_view;

struct ImportedAccount {
    Utf8 key, name, email;
    Utf8 domain; ///< registrable domain; empty where the address has none
    std::optional<bool> emailVerified;
    Instant joined{};
    Utf8 twoFactor, signupIp;
    AccountState state = AccountState::Active;
    Utf8 uuid, note;
};

struct ImportedProject {
    Utf8 key, name, ownerKey, owner;
    Instant created{};
    std::optional<std::int64_t> releases, files, totalBytes, pyModules, consoleScripts;
    Utf8 repoUrl, publisher, summary;
    ProjectState state = ProjectState::Active;
    Utf8 note;
};

struct ImportedUpload {
    Utf8 projectKey, project, version;
    Utf8 accountKey, account; ///< may be empty
    Instant uploaded{};
    std::optional<std::int64_t> size;
    Utf8 filename, sha256;
};

struct ImportedRole {
    Utf8 projectKey, project, accountKey, account, role;
};

/// On a project or, where its key is empty, on an account.
struct ImportedReport {
    Utf8 projectKey, project, accountKey, account, observer;
    std::optional<bool> trusted;
    Utf8 kind;
    Instant created{};
    Utf8 summary, url;
};

using ImportedRow = std::variant<ImportedAccount, ImportedProject, ImportedUpload, ImportedRole, ImportedReport>;

} // namespace cordon
