// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/simulator/rows.h"

#include <QHash>

#include <map>

namespace cordon::simulator {

/// The registry's tables and the transactions on them: no HTTP, no clock, no file. Each transition
/// happens wholly or not at all and tells what it changed. Thread: the caller keeps it to one.
class Registry {
public:
    using Accounts = std::map<QString, AccountRow>; ///< by folded name
    using Projects = std::map<QString, ProjectRow>; ///< by PEP 503 name

    /// Any spelling; nullptr where there is none. Pointers stay good: nothing is ever moved.
    [[nodiscard]] AccountRow* account(QStringView name);
    [[nodiscard]] ProjectRow* project(QStringView name);
    [[nodiscard]] const Accounts& accounts() const { return m_accounts; }
    [[nodiscard]] const Projects& projects() const { return m_projects; }
    [[nodiscard]] const std::vector<JournalRow>& journal() const { return m_journal; }
    /// Indices into journal() of one project, by its registered spelling, oldest first.
    [[nodiscard]] const std::vector<std::size_t>& journalOf(const QString& projectName) const;
    [[nodiscard]] const std::vector<ProhibitedDomainRow>& prohibitedDomains() const { return m_domains; }
    [[nodiscard]] const ProhibitedDomainRow* prohibitedDomain(QStringView domain) const;

    // Seeding: the first row of a name stands, a later one is the same row again.
    AccountRow& addAccount(AccountRow row);
    ProjectRow& addProject(ProjectRow row);
    void addRole(ProjectRow& project, AccountRow& account, const QString& role);
    void addJournal(const QString& name, const QString& action, const QString& by, Instant at);

    /// Also freezes everyone with a direct role; succeeds again on a quarantined project, and is
    /// journalled again.
    Effects quarantine(ProjectRow& project, const QString& actor, Instant at);
    /// Unfreezes nobody; works on any project. A second clear changes nothing that has a word.
    Effects clearQuarantine(ProjectRow& project, const QString& actor, Instant at);
    Effects editFlags(AccountRow& account, const Flags& flags);
    /// Freezes and prohibits the host of each verified address. Nothing where such a host is
    /// prohibited already or stands twice: Warehouse answers 500 then and does nothing.
    std::optional<Effects> freeze(AccountRow& account, const QString& actor, Instant at);
    /// Nothing where the domain stands already.
    std::optional<Effects> prohibitDomain(const QString& domain, bool isMx, const QString& comment,
                                          const QString& actor, Instant at);
    /// Nothing where there is no such row.
    std::optional<Effects> permitDomain(QStringView domain);

private:
    Accounts m_accounts;
    Projects m_projects;
    std::vector<JournalRow> m_journal;
    QHash<QString, std::vector<std::size_t>> m_journalByName;
    std::vector<ProhibitedDomainRow> m_domains;
};

/// "active" for NULL, else the column's word.
[[nodiscard]] QString lifecycleWord(const ProjectRow& project);
/// Whether users and pages see the project as quarantined now.
[[nodiscard]] bool isQuarantined(const ProjectRow& project);

/// The whole state as canonical JSON, without journal, sessions and log-in times: equal for two
/// fresh registries of the same data.
[[nodiscard]] QByteArray stateJson(const Registry& registry);

/// A stable uuid for a row, derived from what it is called.
[[nodiscard]] QString rowUuid(const QString& kind, const QString& name);

} // namespace cordon::simulator
