// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/domain/records.h"
#include "core/domain/subject.h"
#include "core/index/adjacency.h"
#include "core/index/bitmap.h"
#include "core/store/cache_store.h"
#include "core/store/journal_store.h"

#include <QHash>

#include <array>
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
    [[nodiscard]] static std::shared_ptr<const Index> build(CacheRows&& rows,
                                                            const std::vector<DecisionHead>& decisions,
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
    [[nodiscard]] Row accountOfUpload(Row upload) const { return m_uploadAccount[upload]; } ///< uploader, else owner
    [[nodiscard]] std::optional<Row> projectOfReport(Row report) const;
    [[nodiscard]] std::optional<Row> accountOfReport(Row report) const;
    /// The mail domain a row counts for: its account's (project: owner's; upload: uploader's, else
    /// owner's; report: its subject's); a domain is its own.
    [[nodiscard]] std::optional<Row> domainOf(Table table, Row row) const;

    /// True where the cache holds no uploads: then every described project has one upload row that
    /// stands for its first upload, at the time it was created (cli.md, import files).
    [[nodiscard]] bool uploadsStandIn() const { return m_uploadsStandIn; }

    /// Joined, created or uploaded: the time by which rows of a table are grouped and binned.
    [[nodiscard]] Instant timeOf(Table table, Row row) const;

    [[nodiscard]] const Bitmap& flagged(Table table) const; ///< Accounts, Projects
    [[nodiscard]] const Bitmap& decided(Table table) const; ///< Accounts, Projects, Domains
    [[nodiscard]] const Bitmap& stubs(Table table) const;   ///< Accounts, Projects
    [[nodiscard]] const Bitmap& isProtected(Table table) const;
    /// Every row that is no stub: what lists, filters and groups speak of unless told otherwise.
    /// Stubs are names that rows mention and nobody has described; they are counted, not shown.
    [[nodiscard]] Bitmap described(Table table) const;
    [[nodiscard]] std::optional<DecisionHead> decisionOn(Table table, Row row) const;

    [[nodiscard]] Subject subject(Table table, Row row) const; ///< Accounts, Projects, Domains
    [[nodiscard]] std::optional<Row> find(const Subject& subject) const;

private:
    friend class IndexBuilder;
    static constexpr Row kNoRow = ~Row{0};
    static constexpr std::size_t kTables = 5;
    /// One bitmap a table; those that a question does not fit stay empty of rows.
    using PerTable = std::array<Bitmap, kTables>;

    Index();

public:
    ~Index();
    Index(const Index&) = delete;
    Index& operator=(const Index&) = delete;

private:
    std::uint64_t m_generation = 0;
    bool m_uploadsStandIn = false;
    std::vector<AccountRow> m_accounts;
    std::vector<ProjectRow> m_projects;
    std::vector<UploadRow> m_uploads;
    std::vector<ReportRow> m_reports;
    std::vector<QString> m_domains, m_accountKeys, m_projectKeys;
    QHash<QString, Row> m_accountRows, m_projectRows, m_domainRows; ///< by key
    std::vector<Row> m_accountDomain, m_projectOwner, m_uploadProject, m_uploadAccount, m_reportProject,
        m_reportAccount;
    Adjacency<Row> m_owned, m_withRole, m_projectReports, m_accountReports, m_projectUploads;
    Adjacency<RoleOf> m_roles;
    PerTable m_flagged, m_decided, m_stubs, m_protected;
    std::array<QHash<Row, DecisionHead>, kTables> m_decisions;
};

/// The table of subjects of one kind.
[[nodiscard]] Table tableOf(SubjectKind kind) noexcept;

} // namespace cordon
