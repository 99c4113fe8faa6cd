// SPDX-License-Identifier: Apache-2.0
#include "core/report/document.h"

#include "core/domain/figures.h"

#include <algorithm>

namespace cordon {

using namespace Qt::StringLiterals;
using figures::counted;
using figures::grouped;

namespace {

constexpr std::int64_t kNamedWaves = 6; ///< more of them would not fit beside the other figures

/// Rows up to kListed; what was cut is said in a sentence behind the table.
void addCut(Section& section, Grid grid)
{
    const auto all = static_cast<std::int64_t>(grid.rows.size());
    const bool cut = grid.rows.size() > kListed;
    if (cut) {
        grid.rows.resize(kListed);
    }
    section.blocks.push_back(std::move(grid));
    if (cut) {
        section.blocks.push_back(Paragraph{
            u"First %1 of %2, all in the CSV."_s.arg(grouped(static_cast<std::int64_t>(kListed)), grouped(all))});
    }
}

QString moment(Instant at)
{
    return at == Instant{} ? u"unknown"_s : formatMinute(at);
}

QString domainName(const QString& domain)
{
    return domain.isEmpty() ? u"unknown"_s : domain;
}

Section whatHappened(const IncidentReport& report)
{
    QStringList waves;
    for (const Wave& wave : report.waves) {
        waves << grouped(wave.accounts);
    }
    Section section{u"What happened"_s, {}};
    const auto named = [](std::int64_t count, const QString& one, const QString& many) {
        return std::pair(grouped(count), count == 1 ? one : many);
    };
    const auto count = static_cast<std::int64_t>(waves.size());
    section.blocks.push_back(
        Figures{{named(report.accounts, u"account"_s, u"accounts"_s),
                 named(report.projects, u"project"_s, u"projects"_s),
                 {count > 0 && count <= kNamedWaves ? waves.join(u" / "_s) : grouped(count),
                  count == 1 ? u"wave"_s : u"waves"_s},
                 named(report.leftAloneAccounts, u"account left alone"_s, u"accounts left alone"_s),
                 named(report.leftAloneProjects, u"project left alone"_s, u"projects left alone"_s)}});
    for (const QString& sentence : narrative(report)) {
        section.blocks.push_back(Paragraph{sentence});
    }
    return section;
}

Grid perDayGrid(const QString& what, const std::vector<std::pair<QString, std::int64_t>>& days, std::int64_t undated,
                std::int64_t total)
{
    Grid grid{{u"Day (UTC)"_s, what}, {}, {1}, {}};
    for (const auto& [day, count] : days) {
        grid.rows.push_back({day, grouped(count)});
        grid.bars.push_back(count);
    }
    if (undated > 0) {
        grid.rows.push_back({u"unknown"_s, grouped(undated)});
        grid.bars.push_back(undated);
    }
    grid.rows.push_back({u"Total"_s, grouped(total)});
    grid.bars.push_back(0);
    return grid;
}

Section timeline(const IncidentReport& report)
{
    Section section{u"When"_s, {TimelineMark{}}};
    if (report.accounts > 0) {
        Grid waves{{u"Wave"_s, u"First registration"_s, u"Last registration"_s, u"Took"_s, u"Accounts"_s}, {}, {4}, {}};
        for (std::size_t i = 0; i < report.waves.size(); ++i) {
            const Wave& wave = report.waves[i];
            waves.rows.push_back({QString::number(i + 1), formatMinute(wave.first), formatMinute(wave.last),
                                  wave.accounts == 1 ? u"-"_s : figures::span(wave.last - wave.first),
                                  grouped(wave.accounts)});
        }
        section.blocks.push_back(Paragraph{u"Registrations, cut where twelve hours pass without one:"_s});
        addCut(section, std::move(waves));
        section.blocks.push_back(Paragraph{u"Registrations by day:"_s});
        section.blocks.push_back(
            perDayGrid(u"Accounts"_s, report.accountsPerDay, report.undatedAccounts, report.accounts));
    }
    if (report.projects > 0) {
        section.blocks.push_back(Paragraph{u"New projects by day:"_s});
        section.blocks.push_back(
            perDayGrid(u"Projects"_s, report.projectsPerDay, report.undatedProjects, report.projects));
    }
    return section;
}

Section domains(const IncidentReport& report)
{
    Section section{u"Mail domains"_s, {}};
    Grid grid{{u"Domain"_s, u"Accounts"_s, u"Projects"_s}, {}, {1, 2}, {}};
    for (const auto& [domain, counts] : report.domains) {
        grid.rows.push_back({domainName(domain), grouped(counts.first), grouped(counts.second)});
    }
    addCut(section, std::move(grid));
    return section;
}

/// Steps of a run by verb and outcome.
Grid outcomeGrid(const RunFacts& run)
{
    static const QStringList outcomes{u"done"_s,      u"already"_s, u"skipped"_s, u"failed"_s,
                                      u"uncertain"_s, u"parked"_s,  u"waiting"_s};
    std::map<std::pair<bool, Verb>, std::map<QString, std::int64_t>> table;
    for (const IncidentItem& item : run.items) {
        ++table[{item.compensates, item.verb}][item.outcome];
    }
    Grid grid{QStringList{u"Steps"_s, u"Planned"_s} + outcomes, {}, {1, 2, 3, 4, 5, 6, 7, 8}, {}};
    for (auto& [verb, counts] : table) {
        std::int64_t planned = 0;
        QStringList cells;
        for (const QString& outcome : outcomes) {
            planned += counts[outcome];
            cells << grouped(counts[outcome]);
        }
        const QString name = verb.first ? word(verb.second) + u" (for a bystander)" : word(verb.second);
        grid.rows.push_back(QStringList{name, grouped(planned)} + cells);
    }
    return grid;
}

Section action(const IncidentReport& report, const RunFacts& run)
{
    const auto& runs = report.facts.runs;
    const auto taken = std::find_if(runs.begin(), runs.end(),
                                    [&](const RunFacts& other) { return run.reverses && other.plan == *run.reverses; });
    Section section{taken != runs.end() ? u"Reversal: run %1 takes back run %2"_s.arg(run.id).arg(taken->id)
                                        : u"Action: run %1"_s.arg(run.id),
                    {}};
    section.blocks.push_back(Paragraph{u"Reason, as typed:"_s});
    section.blocks.push_back(Quotation{run.why.reason.split(u'\n')});
    Grid facts{{u"What"_s, u"Value"_s}, {}, {}, {}};
    facts.rows.push_back({u"Verbs"_s, verbsOf(run).join(u", "_s)});
    facts.rows.push_back({u"Policy"_s, run.why.policy});
    for (const QString& reference : run.why.evidence) {
        facts.rows.push_back({u"Evidence"_s, reference});
    }
    facts.rows.push_back({u"Decided by"_s, run.why.author});
    facts.rows.push_back({u"Decided at"_s, moment(run.why.at)});
    facts.rows.push_back({u"To be reviewed by"_s, run.why.reviewBy ? formatDay(*run.why.reviewBy) : u"no date set"_s});
    facts.rows.push_back({u"Registry"_s, run.registry});
    facts.rows.push_back({u"Account used there"_s, run.actor});
    const QString replay = report.facts.replay ? u" (replay)"_s : QString();
    facts.rows.push_back({u"Started"_s, QString(moment(run.started) + replay)});
    facts.rows.push_back({u"Finished"_s, run.finished ? QString(moment(*run.finished) + replay) : u"not finished"_s});
    facts.rows.push_back({u"Plan (SHA-256)"_s, hex(run.plan)});
    section.blocks.push_back(std::move(facts));
    section.blocks.push_back(outcomeGrid(run));
    return section;
}

Section notDone(const IncidentReport& report)
{
    Section section{u"Steps that did not end as planned"_s, {}};
    Grid grid{{u"Run"_s, u"Verb"_s, u"Subject"_s, u"Outcome"_s, u"Note"_s}, {}, {0}, {}};
    for (const RunFacts& run : report.facts.runs) {
        for (const IncidentItem& item : run.items) {
            if (item.outcome != u"done" && item.outcome != u"already") {
                grid.rows.push_back({QString::number(run.id), word(item.verb),
                                     word(item.subject.kind) + u' ' + item.subject.name, item.outcome, item.note});
            }
        }
    }
    if (grid.rows.empty()) {
        section.blocks.push_back(Paragraph{u"None."_s});
    } else {
        addCut(section, std::move(grid));
    }
    return section;
}

Section bystanders(const IncidentReport& report)
{
    Section section{u"Bystanders"_s, {}};
    Grid grid{{u"Run"_s, u"Who"_s, u"Why, and what was done"_s}, {}, {0}, {}};
    for (const RunFacts& run : report.facts.runs) {
        for (const auto& [subject, how] : run.collateral) {
            grid.rows.push_back({QString::number(run.id), word(subject.kind) + u' ' + subject.name, how});
        }
    }
    if (grid.rows.empty()) {
        section.blocks.push_back(Paragraph{u"Nobody was touched without being acted on."_s});
    } else {
        addCut(section, std::move(grid));
    }
    return section;
}

Section leftAlone(const IncidentReport& report)
{
    Section section{u"Left alone"_s, {}};
    if (report.facts.leftAlone.empty()) {
        section.blocks.push_back(Paragraph{u"Nothing on these mail domains was left alone."_s});
        return section;
    }
    section.blocks.push_back(Paragraph{u"%1 and %2 on these mail domains were not acted on:"_s.arg(
        counted(report.leftAloneAccounts, u"account"_s, u"accounts"_s),
        counted(report.leftAloneProjects, u"project"_s, u"projects"_s))});
    Grid grid{{u"Who"_s, u"Domain"_s, u"Address"_s, u"Joined or created"_s, u"Why"_s}, {}, {}, {}};
    for (const LeftAlone& one : report.facts.leftAlone) {
        grid.rows.push_back({word(one.subject.kind) + u' ' + one.subject.name, domainName(one.domain), one.email,
                             moment(one.time), one.why});
    }
    addCut(section, std::move(grid));
    return section;
}

Section subjects(const IncidentReport& report, SubjectKind kind)
{
    const bool accounts = kind == SubjectKind::Account;
    Section section{accounts ? u"Accounts acted on"_s : u"Projects acted on"_s, {}};
    Grid grid{accounts ? QStringList{u"Account"_s, u"Address"_s, u"Domain"_s, u"Joined"_s, u"Verb"_s, u"Outcome"_s}
                       : QStringList{u"Project"_s, u"Owner"_s, u"Domain"_s, u"Created"_s, u"Verb"_s, u"Outcome"_s},
              {},
              {},
              {}};
    for (const IncidentItem& item : report.facts.runs.front().items) {
        if (item.subject.kind == kind && !item.compensates) {
            grid.rows.push_back({item.subject.name, accounts ? item.email : item.owner, domainName(item.domain),
                                 moment(item.time), word(item.verb), item.outcome});
        }
    }
    addCut(section, std::move(grid));
    return section;
}

Section residue(const IncidentReport& report)
{
    Section section{u"What stays"_s, {}};
    QStringList items;
    for (const RunFacts& run : report.facts.runs) {
        for (const QString& sentence : run.residue) {
            items << u"Run %1: "_s.arg(run.id) + sentence;
        }
    }
    if (items.isEmpty()) {
        section.blocks.push_back(Paragraph{u"Everything can be, or was, taken back without a trace."_s});
    } else {
        section.blocks.push_back(Bullets{items});
    }
    return section;
}

/// One row of the times, and how long after the row before that it came.
void addTime(Grid& grid, const QString& what, std::optional<Instant> at, std::optional<Instant>& last, bool replay)
{
    if (!at) {
        grid.rows.push_back({what, u"unknown"_s, QString()});
        return;
    }
    const QString after = replay         ? u"replay"_s
                          : !last        ? QString()
                          : *at >= *last ? figures::span(*at - *last)
                                         : figures::span(*last - *at) + u" before";
    grid.rows.push_back({what, formatMinute(*at), after});
    last = at;
}

Section times(const IncidentReport& report)
{
    const IncidentFacts& facts = report.facts;
    Section section{u"Times to detect and to act"_s, {}};
    Grid grid{{u"What"_s, u"When (UTC)"_s, u"After the one before"_s}, {}, {}, {}};
    std::optional<Instant> last;
    addTime(grid, u"First registration"_s, report.firstJoined, last, false);
    addTime(grid, u"First project"_s, report.firstUpload, last, false);
    addTime(grid, u"First report"_s, facts.firstReport, last, false);
    for (const RunFacts& run : facts.runs) {
        addTime(grid, u"Run %1 started"_s.arg(run.id), run.started, last, facts.replay);
        addTime(grid, u"Run %1 finished"_s.arg(run.id), run.finished, last, facts.replay);
    }
    section.blocks.push_back(std::move(grid));
    if (facts.replay) {
        section.blocks.push_back(Paragraph{
            u"Replay: the runs come from a demonstration. Their times say nothing about how fast anybody acted."_s});
    }
    return section;
}

Section proof(const IncidentReport& report)
{
    Section section{u"Proof"_s, {}};
    Grid grid{{u"What"_s, u"Value"_s}, {}, {}, {}};
    grid.rows.push_back({u"Ledger entries"_s, grouped(static_cast<std::int64_t>(report.facts.ledgerEntries))});
    grid.rows.push_back({u"Ledger head (SHA-256)"_s, hex(report.facts.ledgerHead)});
    grid.rows.push_back({u"Report made at"_s, formatInstant(report.facts.madeAt)});
    const QString masks = report.level == ReportLevel::Internal ? u"addresses whole"_s
                          : report.level == ReportLevel::Partner
                              ? u"addresses masked"_s
                              : u"addresses, bystanders and those left alone masked"_s;
    grid.rows.push_back({u"Level"_s, QString(word(report.level) + u": " + masks)});
    section.blocks.push_back(std::move(grid));
    section.blocks.push_back(
        Paragraph{u"The totals of this report were compared with the run and with the ledger, and agree."_s});
    return section;
}

} // namespace

Document documentOf(const IncidentReport& report)
{
    Document document{report.facts.title.isEmpty() ? u"Incident report"_s : report.facts.title,
                      subtitle(report),
                      report.facts.tlp,
                      {}};
    document.sections.push_back(whatHappened(report));
    document.sections.push_back(timeline(report));
    document.sections.push_back(times(report));
    document.sections.push_back(domains(report));
    for (const RunFacts& run : report.facts.runs) {
        document.sections.push_back(action(report, run));
    }
    document.sections.push_back(notDone(report));
    document.sections.push_back(bystanders(report));
    document.sections.push_back(leftAlone(report));
    for (const SubjectKind kind : {SubjectKind::Account, SubjectKind::Project}) {
        if ((kind == SubjectKind::Account ? report.accounts : report.projects) > 0) {
            document.sections.push_back(subjects(report, kind));
        }
    }
    document.sections.push_back(residue(report));
    document.sections.push_back(proof(report));
    return document;
}

} // namespace cordon
