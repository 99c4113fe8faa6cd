// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/domain/instant.h"
#include "core/domain/subject.h"

#include <QString>

#include <cstdint>
#include <optional>

namespace cordon {

// What the registry and the imports said, as values. All texts are as received: hostile.

/// An account's state on the registry. Frozen: it can no longer act.
enum class AccountState : std::uint8_t { Active = 0, Frozen = 1 };
/// A project's state. QuarantineExit is lasting and counts as active (warehouse-contract.md 8.35).
enum class ProjectState : std::uint8_t { Active = 0, Quarantined = 1, QuarantineExit = 2, Archived = 3, Removed = 4 };

[[nodiscard]] QString word(AccountState state); ///< "active", "frozen"
[[nodiscard]] QString
word(ProjectState state); ///< "active", "quarantine-enter", "quarantine-exit", "archived", "removed"
[[nodiscard]] std::optional<AccountState> accountStateFromWord(QStringView word);
[[nodiscard]] std::optional<ProjectState> projectStateFromWord(QStringView word);
/// Quarantine-exit and active are one for every question but "what is written there".
[[nodiscard]] bool countsAsActive(ProjectState state) noexcept;
/// The state a verb brings its subject into, in the registry's words (warehouse-contract.md, section
/// 2); "quarantine-exit" for clear, empty for dismiss.
[[nodiscard]] QString targetState(Verb verb);

struct Account {
    QString name;
    QString email;  ///< the raw address; personal data
    QString domain; ///< registrable domain; empty where the address has none
    std::optional<bool> emailVerified;
    Instant joined{};
    QString twoFactor; ///< as imported; empty: unknown
    QString signupIp;  ///< personal data; empty: unknown
    AccountState state = AccountState::Active;
    QString uuid; ///< empty: unknown, then `joined` pins the identity
    QString note; ///< unknown columns, "name=value" lines
};

struct Project {
    QString name;
    QString owner; ///< user name as written
    Instant created{};
    std::optional<std::int64_t> releases, files, totalBytes, pyModules, consoleScripts;
    QString repoUrl, publisher, summary;
    ProjectState state = ProjectState::Active;
    QString note;

    /// No code: py_modules is 0, whatever scripts and files say (cli.md). Unknown is nothing.
    [[nodiscard]] std::optional<bool> empty() const
    {
        return pyModules ? std::optional<bool>(*pyModules == 0) : std::nullopt;
    }
};

struct Upload {
    QString project, version, account;
    Instant uploaded{};
    std::optional<std::int64_t> size;
    QString filename, sha256;
};

struct Role {
    QString project, username, role;
};

/// One observation by a reporter on a project or, where `project` is empty, on an account.
struct Report {
    QString project, username, observer;
    std::optional<bool> trusted;
    QString kind;
    Instant created{};
    QString summary, url;
};

} // namespace cordon
