// SPDX-License-Identifier: Apache-2.0
#include "core/actions/incident_facts.h"

#include "core/actions/runs.h"
#include "core/ledger/ledger.h"
#include "core/store/workspace.h"

#include <algorithm>
#include <set>

namespace cordon {

namespace {

QString outcomeWord(StepState state)
{
    switch (state) {
    case StepState::Done:
    case StepState::Confirmed:
        return QStringLiteral("done");
    case StepState::Already:
    case StepState::DoneByOther:
        return QStringLiteral("already");
    case StepState::Stale:
    case StepState::Cancelled:
        return QStringLiteral("skipped");
    case StepState::Rejected:
        return QStringLiteral("failed");
    case StepState::Parked:
        return QStringLiteral("parked");
    case StepState::Intent:
    case StepState::Accepted:
    case StepState::Unknown:
        return QStringLiteral("uncertain");
    case StepState::Planned:
    case StepState::Throttled:
        return QStringLiteral("waiting");
    }
    return {};
}

std::optional<StepState> stepStateFromWord(const QString& text)
{
    for (int value = 0; value <= static_cast<int>(StepState::Cancelled); ++value) {
        const auto state = static_cast<StepState>(value);
        if (word(state) == text) {
            return state;
        }
    }
    return std::nullopt;
}

QString addressOf(const Index& index, const Subject& subject)
{
    const auto row = subject.kind == SubjectKind::Account ? index.findAccount(subject.key) : std::nullopt;
    return row ? index.account(*row).email : QString();
}

const QString kNotSelected = QStringLiteral("not in the selection");

using FactsOf = std::map<Subject, const SubjectFacts*>;

IncidentItem itemOf(const Index& index, const FactsOf& facts, const StepView& view)
{
    IncidentItem item{view.step.subject,
                      view.step.verb,
                      view.step.compensates,
                      {},
                      {},
                      addressOf(index, view.step.subject),
                      view.step.pin.since.value_or(Instant{}),
                      outcomeWord(view.row.state),
                      view.row.note};
    if (const auto known = facts.find(view.step.subject); known != facts.end()) {
        item.domain = known->second->domain;
        item.owner = known->second->owner;
        item.time = known->second->time;
    } else if (const auto row = index.find(view.step.subject); row && view.step.subject.kind == SubjectKind::Account) {
        item.domain = index.account(*row).domain;
        item.time = index.account(*row).joined;
    }
    return item;
}

// What became of a bystander, as far as the run came with the step that makes it good.
QString treatmentOf(const Collateral& one, const std::vector<StepView>& steps)
{
    if (!one.madeGood) {
        return QStringLiteral("not made good");
    }
    for (const StepView& view : steps) {
        if (view.step.compensates && view.step.subject == one.subject) {
            const QString outcome = outcomeWord(view.row.state);
            return outcome == QLatin1String("done") || outcome == QLatin1String("already")
                       ? QStringLiteral("made good")
                       : QStringLiteral("not made good (step %1)").arg(outcome);
        }
    }
    return QStringLiteral("not made good");
}

Result<RunFacts> runFacts(Session& session, const Index& index, RunId id)
{
    const auto row = session.workspace().journal().run(id);
    const auto plan = planOfRun(session, id);
    if (!row || !plan) {
        return tl::unexpected(!row ? row.error() : plan.error());
    }
    const auto steps = runSteps(session, id, *plan);
    if (!steps) {
        return tl::unexpected(steps.error());
    }
    FactsOf facts;
    for (const SubjectFacts& one : plan->facts) {
        facts.emplace(one.subject, &one);
    }
    RunFacts run{id.value,
                 (*row)->planHash,
                 plan->reverses,
                 (*row)->registry,
                 (*row)->actor,
                 (*row)->started,
                 (*row)->finished,
                 plan->why,
                 {},
                 {},
                 {}};
    for (const StepView& view : *steps) {
        run.items.push_back(itemOf(index, facts, view));
    }
    for (const QString& sentence : plan->residue) {
        run.residue << sentence;
    }
    for (const Collateral& one : plan->collateral) {
        run.collateral.emplace_back(one.subject, QString(one.why + QStringLiteral("; ") + treatmentOf(one, *steps)));
    }
    return run;
}

// The run asked for, before it the one it takes back, behind it the one that took it back.
Result<std::vector<RunId>> runsToTell(Session& session, RunId asked)
{
    const auto all = listRuns(session);
    if (!all) {
        return tl::unexpected(all.error());
    }
    const auto plan = planOfRun(session, asked);
    if (!plan) {
        return tl::unexpected(plan.error());
    }
    std::vector<RunId> told{asked};
    for (const RunSummary& run : *all) {
        if (plan->reverses && run.planHash == hex(*plan->reverses)) {
            told.insert(told.begin(), run.id);
        }
        if (run.id == asked && run.reversedBy) {
            told.push_back(*run.reversedBy);
        }
    }
    return told;
}

struct Scope {
    std::set<Subject> acted;
    std::set<QString> domains;
    std::set<std::int64_t> runs; ///< that the report tells of
};

Scope scopeOf(const Plan& plan)
{
    Scope scope;
    for (const SubjectFacts& facts : plan.facts) {
        scope.acted.insert(facts.subject);
        if (!facts.domain.isEmpty()) {
            scope.domains.insert(facts.domain);
        }
    }
    return scope;
}

// What stands under a decision of a run that this report does not tell of was not left alone.
bool actedOnElsewhere(const Index& index, const Scope& scope, Table table, Row row)
{
    const auto decision = index.decisionOn(table, row);
    return decision && decision->run.valid() && !scope.runs.contains(decision->run.value) &&
           decision->verb != Verb::Clear && decision->verb != Verb::Reinstate && decision->verb != Verb::Permit;
}

void addLeftAlone(IncidentFacts& facts, const Index& index, const Scope& scope, Table table, const ReportOrder& order)
{
    for (const QString& domain : scope.domains) {
        const auto number = index.findDomain(domain);
        if (!number) {
            continue;
        }
        const Index::Range range = index.rowsOfDomain(table, *number);
        index.described(table).forEachIn(range.begin, range.end, [&](Row row) {
            Subject subject = index.subject(table, row);
            if (scope.acted.contains(subject) || actedOnElsewhere(index, scope, table, row)) {
                return;
            }
            const auto why = order.leftAloneWhy.find(QString(word(subject.kind) + QLatin1Char(':') + subject.key));
            facts.leftAlone.push_back(
                {std::move(subject), domain, table == Table::Accounts ? index.account(row).email : QString(),
                 why != order.leftAloneWhy.end() ? why->second : kNotSelected, index.timeOf(table, row)});
        });
    }
}

std::optional<Instant> firstReportOn(const Index& index, const Scope& scope)
{
    std::optional<Instant> first;
    for (const Subject& subject : scope.acted) {
        const auto row = index.find(subject);
        if (!row || subject.kind == SubjectKind::Domain) {
            continue;
        }
        const auto reports =
            subject.kind == SubjectKind::Project ? index.reportsOnProject(*row) : index.reportsOnAccount(*row);
        for (const Row report : reports) {
            const Instant at = index.timeOf(Table::Reports, report);
            first = first ? std::min(*first, at) : at;
        }
    }
    return first;
}

// Counts the last state of every step of the told runs, from the ledger alone.
Done countLedger(IncidentFacts& facts, const JournalStore& journal)
{
    const auto entries = readEntries(journal);
    if (!entries) {
        return tl::unexpected(entries.error());
    }
    std::map<std::pair<std::int64_t, std::int64_t>, QString> last;
    for (const RunFacts& run : facts.runs) {
        for (std::size_t ordinal = 0; ordinal < run.items.size(); ++ordinal) {
            last[{run.id, static_cast<std::int64_t>(ordinal)}] = word(StepState::Planned);
        }
    }
    for (const auto& pair : *entries) {
        const auto known = last.find({pair.second.run, pair.second.ordinal});
        if (pair.second.kind == EntryKind::StepChanged && known != last.end()) {
            known->second = pair.second.to;
        }
        facts.ledgerEntries = pair.first.sequence;
        facts.ledgerHead = pair.first.hash;
    }
    for (const auto& step : last) {
        const auto state = stepStateFromWord(step.second);
        if (!state) {
            return failure(ErrorKind::Integrity, QStringLiteral("The ledger holds a step state that does not exist."));
        }
        ++facts.counted[outcomeWord(*state)];
    }
    return {};
}

} // namespace

Result<IncidentFacts> gatherFacts(Session& session, const ReportOrder& order, Instant now)
{
    const auto index = session.index();
    const auto told = runsToTell(session, order.run);
    if (!told) {
        return tl::unexpected(told.error());
    }
    IncidentFacts facts;
    for (const RunId id : *told) {
        auto run = runFacts(session, *index, id);
        if (!run) {
            return tl::unexpected(run.error());
        }
        facts.runs.push_back(std::move(*run));
    }
    const auto plan = planOfRun(session, told->front());
    if (!plan) {
        return tl::unexpected(plan.error());
    }
    Scope scope = scopeOf(*plan);
    for (const RunFacts& run : facts.runs) {
        scope.runs.insert(run.id);
    }
    addLeftAlone(facts, *index, scope, Table::Accounts, order);
    addLeftAlone(facts, *index, scope, Table::Projects, order);
    for (const Remark& remark : plan->excluded) {
        facts.leftAlone.push_back({remark.subject, {}, {}, remark.why, {}});
    }
    // What somebody gave a reason for is read first: long tables are cut.
    std::stable_partition(facts.leftAlone.begin(), facts.leftAlone.end(),
                          [](const LeftAlone& one) { return one.why != kNotSelected; });
    facts.title = QStringLiteral("Incident report");
    facts.firstReport = firstReportOn(*index, scope);
    facts.replay = order.replay;
    facts.tlp = order.tlp;
    facts.madeAt = now;
    if (auto counted = countLedger(facts, session.workspace().journal()); !counted) {
        return tl::unexpected(counted.error());
    }
    return facts;
}

} // namespace cordon
