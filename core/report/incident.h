// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/domain/digest.h"
#include "core/domain/justification.h"
#include "core/domain/subject.h"

#include <QByteArray>
#include <QStringList>

#include <map>
#include <optional>
#include <vector>

namespace cordon {

/// How much a reader may see (cli.md). Addresses are whole at internal only; at public, names of
/// bystanders and of accounts left alone are masked, too, and the notes of steps are left out.
enum class ReportLevel : std::uint8_t { Internal, Partner, Public };
[[nodiscard]] std::optional<ReportLevel> reportLevelFromWord(QStringView word);
[[nodiscard]] QString word(ReportLevel level);

/// One subject that a run was about, and what came of it.
struct IncidentItem {
    Subject subject;
    Verb verb = Verb::Quarantine;
    bool compensates = false;
    QString domain, owner, email;
    Instant time{};  ///< joined or created
    QString outcome; ///< design.md's words: done, already, skipped, failed, uncertain, parked, waiting
    QString note;
};
/// On a mail domain of the incident, and acted on neither by the runs told nor by any other.
struct LeftAlone {
    Subject subject;
    QString domain, email, why;
    Instant time{};
};
struct RunFacts {
    std::int64_t id = 0;
    Digest plan{};
    std::optional<Digest> reverses;
    QString registry, actor;
    Instant started{};
    std::optional<Instant> finished;
    Justification why;
    std::vector<IncidentItem> items;
    QStringList residue;
    std::vector<std::pair<Subject, QString>> collateral; ///< and whether it was made good, in words
};
/// Everything a report says, as facts. Built by actions from plan, run, ledger and cache.
struct IncidentFacts {
    QString title;
    QString tlp;                ///< "TLP:AMBER+STRICT"
    std::vector<RunFacts> runs; ///< the run, and its reversal where there is one
    std::vector<LeftAlone> leftAlone;
    std::optional<Instant> firstReport;
    bool replay = false; ///< times to act come from a demonstration
    std::uint64_t ledgerEntries = 0;
    Digest ledgerHead{};
    /// The ledger's own count per outcome over all `runs`, for reconciliation; zeros may be absent.
    std::map<QString, std::int64_t> counted;
    Instant madeAt{};
};

struct Wave {
    Instant first{}, last{};
    std::int64_t accounts = 0;
};
/// Totals and tables derived from the facts: the one document that every renderer prints. Totals
/// are of the first run's own steps, compensating ones left out.
struct IncidentReport {
    ReportLevel level = ReportLevel::Internal;
    IncidentFacts facts; ///< already masked for the level
    std::int64_t accounts = 0, projects = 0;
    std::int64_t undatedAccounts = 0, undatedProjects = 0; ///< in no day and no wave: their time is unknown
    std::int64_t leftAloneAccounts = 0, leftAloneProjects = 0;
    std::vector<std::pair<QString, std::int64_t>> projectsPerDay, accountsPerDay;
    std::vector<Wave> waves; ///< registrations, cut where twelve hours pass without one
    std::vector<std::pair<QString, std::pair<std::int64_t, std::int64_t>>> domains; ///< accounts, projects
    std::optional<Instant> firstJoined, firstUpload;
};

/// Derives, reconciles and masks. An empty TLP label becomes TLP:AMBER+STRICT where whole addresses
/// are in the report, else TLP:CLEAR. BadInput without a run; Usage for a label that TLP 2.0 does
/// not have, and for TLP:CLEAR over whole addresses; Integrity as reconcile().
[[nodiscard]] Result<IncidentReport> makeReport(IncidentFacts facts, ReportLevel level);

/// Integrity with the two figures where totals do not add up: days against projects, waves against
/// accounts, domains against both, steps against outcomes, items against the ledger, subjects left
/// alone against subjects acted on.
[[nodiscard]] Done reconcile(const IncidentReport& report);

/// Renderers: same report, same bytes.
[[nodiscard]] QByteArray toMarkdown(const IncidentReport& report);
[[nodiscard]] QByteArray toHtml(const IncidentReport& report); ///< self-contained, no script, CSP default-src 'none'
/// One line a subject, a reversal's outcome beside the run's; UTF-8, CRLF, no formula anywhere.
[[nodiscard]] QByteArray toCsv(const IncidentReport& report);
[[nodiscard]] QByteArray timelineSvg(const IncidentReport& report);

} // namespace cordon
