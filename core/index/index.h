// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/domain/records.h"
#include "core/domain/subject.h"
#include "core/index/columns.h"
#include "core/store/journal_store.h"

#include <QHash>

#include <array>
#include <memory>
#include <optional>
#include <span>
#include <vector>

namespace cordon {

/// An immutable picture of the cache with the decisions laid over it, held in memory. Every
/// grouping, filter, sort and timeline is answered from it. A decision makes a new Index over the same
/// columns. Thread: any (immutable).
class Index {
public:
    /// Decisions and protections name subjects by key; those that are not in the columns are kept
    /// out. Orders of magnitude cheaper than new columns.
    [[nodiscard]] static std::shared_ptr<const Index> over(std::shared_ptr<const Columns> columns,
                                                           const std::vector<DecisionHead>& decisions,
                                                           const std::vector<Subject>& protectedSubjects);
    ~Index();
    Index(const Index&) = delete;
    Index& operator=(const Index&) = delete;

    [[nodiscard]] const std::shared_ptr<const Columns>& columns() const { return m_columns; }
    [[nodiscard]] std::uint64_t generation() const { return m_columns->generation; }
    [[nodiscard]] std::size_t size(Table table) const { return m_columns->size(table); }

    // Whole records, made when asked: for what a person looks at. Loops read columns().
    [[nodiscard]] Account account(Row row) const;
    [[nodiscard]] Project project(Row row) const;
    /// Without version, file name and hash, which stay in the cache (CacheStore::uploads).
    [[nodiscard]] Upload upload(Row row) const;
    [[nodiscard]] Report report(Row row) const;
    [[nodiscard]] const QString& domain(Row row) const { return m_columns->domains[row]; }

    [[nodiscard]] QString accountKey(Row row) const;
    [[nodiscard]] QString projectKey(Row row) const;
    [[nodiscard]] std::optional<Row> findAccount(QStringView name) const; ///< any case
    [[nodiscard]] std::optional<Row> findProject(QStringView name) const; ///< any PEP 503 spelling
    [[nodiscard]] std::optional<Row> findDomain(QStringView domain) const;

    [[nodiscard]] Row ownerOf(Row project) const { return m_columns->projects.owner[project]; }
    [[nodiscard]] std::optional<Row> domainOfAccount(Row account) const;
    [[nodiscard]] std::optional<Row> domainOfProject(Row project) const { return domainOfAccount(ownerOf(project)); }
    [[nodiscard]] Row projectOfUpload(Row upload) const { return m_columns->uploads.project[upload]; }
    [[nodiscard]] std::span<const Row> projectsOwnedBy(Row account) const { return m_columns->owned.of(account); }
    /// Everyone with a role on the project, owner included, and which role.
    [[nodiscard]] std::span<const RoleLink> rolesOn(Row project) const { return m_columns->roles.of(project); }
    [[nodiscard]] const QString& roleWord(const RoleLink& link) const { return m_columns->roleWords[link.word]; }
    /// Projects on which the account has any role.
    [[nodiscard]] std::span<const Row> projectsWithRoleOf(Row account) const { return m_columns->withRole.of(account); }
    [[nodiscard]] std::span<const Row> reportsOnProject(Row project) const
    {
        return m_columns->projectReports.of(project);
    }
    [[nodiscard]] std::span<const Row> reportsOnAccount(Row account) const
    {
        return m_columns->accountReports.of(account);
    }
    [[nodiscard]] std::span<const Row> uploadsOf(Row project) const { return m_columns->projectUploads.of(project); }
    [[nodiscard]] Row accountOfUpload(Row upload) const { return m_columns->uploads.account[upload]; }
    [[nodiscard]] std::optional<Row> projectOfReport(Row report) const;
    [[nodiscard]] std::optional<Row> accountOfReport(Row report) const;
    /// The mail domain a row counts for: its account's (project: owner's; upload: uploader's, else
    /// owner's; report: its subject's); a domain is its own.
    [[nodiscard]] std::optional<Row> domainOf(Table table, Row row) const;
    /// The rows of a table that a mail domain has, side by side; none: those without a domain.
    /// Accounts, Projects, Uploads.
    struct Range {
        Row begin = 0, end = 0;
    };
    [[nodiscard]] Range rowsOfDomain(Table table, std::optional<Row> domain) const;

    /// True where the cache holds no uploads: then every described project has one upload row that
    /// stands for its first upload, at the time it was created (cli.md, import files).
    [[nodiscard]] bool uploadsStandIn() const { return m_columns->uploadsStandIn; }

    /// Joined, created or uploaded: the time by which rows of a table are grouped and binned.
    [[nodiscard]] Instant timeOf(Table table, Row row) const;
    /// The same as a column of microseconds; empty for domains.
    [[nodiscard]] std::span<const std::int64_t> times(Table table) const;

    [[nodiscard]] const Bitmap& flagged(Table table) const; ///< Accounts, Projects
    [[nodiscard]] const Bitmap& decided(Table table) const; ///< Accounts, Projects, Domains
    [[nodiscard]] const Bitmap& stubs(Table table) const;   ///< Accounts, Projects
    [[nodiscard]] const Bitmap& isProtected(Table table) const;
    /// Every row that is no stub: what lists, filters and groups speak of unless told otherwise.
    /// Stubs are names that rows mention and nobody has described; they are counted, not shown.
    [[nodiscard]] const Bitmap& described(Table table) const;
    [[nodiscard]] std::optional<DecisionHead> decisionOn(Table table, Row row) const;
    /// The verb alone, for loops.
    [[nodiscard]] std::optional<Verb> verbOn(Table table, Row row) const;

    [[nodiscard]] Subject subject(Table table, Row row) const; ///< Accounts, Projects, Domains
    [[nodiscard]] std::optional<Row> find(const Subject& subject) const;

private:
    explicit Index(std::shared_ptr<const Columns> columns);
    void layOver(const std::vector<DecisionHead>& decisions, const std::vector<Subject>& protectedSubjects);

    /// A decision without the subject, which the row tells.
    struct Decision {
        Instant at{};
        RunId run;
        Verb verb = Verb::Dismiss;
    };

    std::shared_ptr<const Columns> m_columns;
    PerTable m_decided, m_protected, m_described;
    std::array<QHash<Row, Decision>, kTables> m_decisions;
};

/// The table of subjects of one kind.
[[nodiscard]] Table tableOf(SubjectKind kind) noexcept;

} // namespace cordon
