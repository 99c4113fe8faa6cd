// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/domain/records.h"
#include "core/domain/subject.h"
#include "core/index/bitmap.h"
#include "core/store/cache_store.h"
#include "core/store/journal_store.h"

#include <memory>
#include <optional>
#include <span>
#include <stop_token>
#include <vector>

namespace cordon {

/// The tables of the index. Domains are the mail domains that occur.
enum class Table : std::uint8_t { Accounts, Projects, Uploads, Reports, Domains };

/// An immutable picture of the cache with the decisions laid over it, held in memory. Every
/// grouping, filter, sort and timeline is answered from it. Thread: any (immutable).
class Index {
public:
    /// Builds from loaded rows. Decisions and protections name subjects by key; those that are not
    /// in the cache are kept out. Nothing where `stop` asked.
    [[nodiscard]] static std::shared_ptr<const Index> build(CacheRows&& rows, const std::vector<DecisionHead>& decisions,
                                                            const std::vector<Subject>& protectedSubjects,
                                                            std::stop_token stop = {});

    [[nodiscard]] std::uint64_t generation() const { return m_generation; }
    [[nodiscard]] std::size_t size(Table table) const;

    [[nodiscard]] const Account& account(Row row) const { return m_accounts[row].value; }
    [[nodiscard]] const Project& project(Row row) const { return m_projects[row].value; }
    [[nodiscard]] const Upload& upload(Row row) const { return m_uploads[row].value; }
    [[nodiscard]] const Report& report(Row row) const { return m_reports[row].value; }
    [[nodiscard]] const QString& domain(Row row) const { return m_domains[row]; }

    [[nodiscard]] const QString& accountKey(Row row) const { return m_accountKeys[row]; }
    [[nodiscard]] const QString& projectKey(Row row) const { return m_projectKeys[row]; }
    [[nodiscard]] std::optional<Row> findAccount(QStringView name) const; ///< any case
    [[nodiscard]] std::optional<Row> findProject(QStringView name) const; ///< any PEP 503 spelling
    [[nodiscard]] std::optional<Row> findDomain(QStringView domain) const;

    [[nodiscard]] Row ownerOf(Row project) const { return m_projectOwner[project]; }
    [[nodiscard]] std::optional<Row> domainOfAccount(Row account) const;
    [[nodiscard]] std::optional<Row> domainOfProject(Row project) const { return domainOfAccount(ownerOf(project)); }
    [[nodiscard]] Row projectOfUpload(Row upload) const { return m_uploadProject[upload]; }
    [[nodiscard]] std::span<const Row> projectsOwnedBy(Row account) const;
    /// Everyone with a role on the project, owner included, and which role.
    struct RoleOf {
        Row account = 0;
        QString role;
    };
    [[nodiscard]] std::span<const RoleOf> rolesOn(Row project) const;
    /// Projects on which the account has any role.
    [[nodiscard]] std::span<const Row> projectsWithRoleOf(Row account) const;
    [[nodiscard]] std::span<const Row> reportsOnProject(Row project) const;
    [[nodiscard]] std::span<const Row> reportsOnAccount(Row account) const;
    [[nodiscard]] std::span<const Row> uploadsOf(Row project) const;

    /// Joined, created or uploaded: the time by which rows of a table are grouped and binned.
    [[nodiscard]] Instant timeOf(Table table, Row row) const;

    [[nodiscard]] const Bitmap& flagged(Table table) const; ///< Accounts, Projects
    [[nodiscard]] const Bitmap& decided(Table table) const; ///< Accounts, Projects, Domains
    [[nodiscard]] const Bitmap& stubs(Table table) const;   ///< Accounts, Projects
    [[nodiscard]] const Bitmap& isProtected(Table table) const;
    [[nodiscard]] std::optional<DecisionHead> decisionOn(Table table, Row row) const;

    [[nodiscard]] Subject subject(Table table, Row row) const; ///< Accounts, Projects, Domains
    [[nodiscard]] std::optional<Row> find(const Subject& subject) const;

private:
    friend struct IndexBuilder;
    struct Adjacency; ///< rows of one table per row of another
    Index();

public:
    ~Index();

private:
    std::uint64_t m_generation = 0;
    std::vector<AccountRow> m_accounts;
    std::vector<ProjectRow> m_projects;
    std::vector<UploadRow> m_uploads;
    std::vector<ReportRow> m_reports;
    std::vector<QString> m_domains, m_accountKeys, m_projectKeys;
    std::vector<Row> m_projectOwner, m_uploadProject;
    std::unique_ptr<Adjacency> m_adjacency;
};

/// The table of subjects of one kind.
[[nodiscard]] Table tableOf(SubjectKind kind) noexcept;

} // namespace cordon
