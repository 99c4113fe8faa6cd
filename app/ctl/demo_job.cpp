// SPDX-License-Identifier: Apache-2.0
#include "app/ctl/demo_job.h"

#include "app/ctl/report_output.h"
#include "core/actions/import.h"
#include "core/actions/ledger.h"
#include "core/actions/plan.h"
#include "core/actions/process.h"
#include "core/actions/select.h"
#include "core/domain/visible_text.h"

#include <QDir>

namespace cordon::ctl {

namespace {

const QString kAccounts = QStringLiteral("domain:inbox.ru joined:2025-06-09..2025-06-25");
const QString kProjects = QStringLiteral("domain:inbox.ru empty:yes created:2025-06-26..2025-07-12");

QJsonObject runJson(const ApplyOutcome& outcome)
{
    return {{QStringLiteral("run"), number(outcome.run.value)},
            {QStringLiteral("steps"), number(outcome.totals.steps)},
            {QStringLiteral("done"), number(outcome.totals.done)},
            {QStringLiteral("already"), number(outcome.totals.already)}};
}

} // namespace

DemoJob::DemoJob(Console& console, Session& session, const DemoRegistry& registry, QString folder)
    : m_console(console), m_session(session), m_registry(registry), m_folder(std::move(folder))
{
}

std::optional<QJsonObject> DemoJob::run()
{
    if (!import() || !select() || !plan() || !apply() || !applyAgain() || !reverse() || !report() || !verify()) {
        return std::nullopt;
    }
    return QJsonObject{
        {QStringLiteral("workspace"), m_session.folder()}, {QStringLiteral("registry"), m_registry.url()},
        {QStringLiteral("campaign"), m_campaign},          {QStringLiteral("run"), runJson(m_applied)},
        {QStringLiteral("reversal"), runJson(m_reversed)}, {QStringLiteral("report"), m_report}};
}

// The story is the command's result; with --json only the document goes to standard output.
void DemoJob::tell(const QString& line)
{
    if (m_console.json || m_console.jsonl) {
        m_console.say(line);
    } else {
        m_console.result({}, line);
    }
}

bool DemoJob::import()
{
    const auto outcome = valueOr(
        m_console, importInto(m_session, {{demoFolder()}, std::nullopt}, m_console.progress(), m_console.stop()));
    if (!outcome) {
        return false;
    }
    tell(QStringLiteral("1. Imported %L1 accounts on %L2 mail domains, %L3 projects, %L4 roles and %L5 reports.")
             .arg(outcome->counts.accounts)
             .arg(outcome->counts.domains)
             .arg(outcome->counts.projects)
             .arg(outcome->counts.roles)
             .arg(outcome->counts.reports));
    return true;
}

bool DemoJob::choose(const QString& name, const QString& filter, std::optional<Table> of, bool expression)
{
    SelectOrder order;
    order.name = name;
    order.of = of;
    (expression ? order.expression : order.filter) = filter;
    const auto made = valueOr(m_console, makeSelection(m_session, order));
    if (!made) {
        return false;
    }
    tell(QStringLiteral("   %1: %L2 accounts, %L3 projects (%4)")
             .arg(name)
             .arg(made->accounts)
             .arg(made->projects)
             .arg(filter));
    m_campaign = {{QStringLiteral("accounts"), number(made->accounts)},
                  {QStringLiteral("projects"), number(made->projects)}};
    return true;
}

bool DemoJob::select()
{
    const auto leftAlone =
        valueOr(m_console, readLeftAlone(QDir(demoFolder()).filePath(QStringLiteral("left-alone.csv"))));
    if (!leftAlone) {
        return false;
    }
    m_leftAlone = *leftAlone;
    SelectOrder spared;
    spared.name = QStringLiteral("left-alone");
    spared.provenance = QStringLiteral("a person's judgement");
    spared.subjects.emplace();
    tell(QStringLiteral("2. Two filters find the wave; a person leaves out the few that no rule can tell:"));
    for (const LeftAloneReason& one : m_leftAlone) {
        spared.subjects->push_back(one.subject);
        tell(QStringLiteral("   left alone: %1 %2, %3")
                 .arg(word(one.subject.kind), forCell(one.subject.name), forCell(one.why)));
    }
    return valueOr(m_console, makeSelection(m_session, spared)).has_value() &&
           choose(QStringLiteral("wave-accounts"), kAccounts, Table::Accounts) &&
           choose(QStringLiteral("wave-projects"), kProjects, Table::Projects) &&
           choose(QStringLiteral("campaign"), QStringLiteral("wave-accounts + wave-projects - left-alone"),
                  std::nullopt, true);
}

bool DemoJob::plan()
{
    MakePlan order{QStringLiteral("campaign"), {Verb::Ban, Verb::Quarantine}, {}, m_registry.url()};
    order.why.policy = QStringLiteral("squatting");
    order.why.reason =
        QStringLiteral("Accounts of one mail domain, made in three waves, fill the registry with empty projects.");
    order.why.evidence =
        QStringList{QStringLiteral("filter: %1").arg(kAccounts), QStringLiteral("filter: %1").arg(kProjects)};
    const auto plan = valueOr(m_console, makePlan(m_session, order));
    if (!plan) {
        return false;
    }
    m_plan = *plan;
    tell(QStringLiteral("3. The plan has %L1 steps, %L2 of them irreversible.")
             .arg(m_plan.steps.size())
             .arg(m_plan.irreversible()));
    for (const Collateral& one : m_plan.collateral) {
        tell(QStringLiteral("   collateral: %1 %2, %3; %4")
                 .arg(word(one.subject.kind), forCell(one.subject.name), one.why,
                      one.madeGood ? QStringLiteral("made good by a step of its own")
                                   : QStringLiteral("not made good")));
    }
    const auto written = writePlanFile(m_plan, QDir(m_folder).filePath(QStringLiteral("campaign.plan")));
    if (!written) {
        m_console.fail(written.error());
    }
    return written.has_value();
}

std::optional<ApplyOutcome> DemoJob::applyOne(const Plan& plan)
{
    const auto credentials = valueOr(m_console, readCredentialsFile(m_registry.credentialsFile()));
    if (!credentials) {
        return std::nullopt;
    }
    const auto progress = m_console.progress();
    const ApplyOrder order{plan, m_registry.url(), *credentials, false, std::nullopt};
    auto outcome = valueOr(
        m_console,
        applyPlan(
            m_session, order,
            [&](const RunEvent& event) {
                progress({QStringLiteral("running"), event.totals.steps - event.totals.waiting, event.totals.steps});
            },
            m_console.stop()));
    if (outcome && outcome->totals.done + outcome->totals.already != outcome->totals.steps) {
        m_console.fail({outcome->stoppedKind.value_or(ErrorKind::Cancelled),
                        QStringLiteral("Run %1 did not come to its end: %L2 of %L3 steps are done.")
                            .arg(outcome->run.value)
                            .arg(outcome->totals.done)
                            .arg(outcome->totals.steps),
                        outcome->stoppedBecause, QStringLiteral("Start the demo again, in another folder.")});
        return std::nullopt;
    }
    return outcome;
}

bool DemoJob::apply()
{
    const auto outcome = applyOne(m_plan);
    if (outcome) {
        m_applied = *outcome;
        tell(QStringLiteral("4. Run %1: %L2 of %L3 steps done, each read back from the registry.")
                 .arg(outcome->run.value)
                 .arg(outcome->totals.done)
                 .arg(outcome->totals.steps));
    }
    return outcome.has_value();
}

bool DemoJob::applyAgain()
{
    const auto outcome = applyOne(m_plan);
    if (!outcome) {
        return false;
    }
    tell(outcome->sentNothing ? QStringLiteral("   Applied again: the plan is finished, nothing was sent.")
                              : QStringLiteral("   Applied again: something was sent, which must not happen."));
    return outcome->sentNothing;
}

bool DemoJob::reverse()
{
    const ReverseOrder order{m_applied.run,
                             {},
                             QStringLiteral("The owner of the mail domain says that its own security team did this."),
                             {}};
    const auto reversal = valueOr(m_console, makeReversal(m_session, order));
    const auto outcome = reversal ? applyOne(*reversal) : std::nullopt;
    if (!outcome) {
        return false;
    }
    m_reversal = *reversal;
    m_reversed = *outcome;
    tell(QStringLiteral("5. Reversed by run %1: %L2 of %L3 steps done. What stays:")
             .arg(outcome->run.value)
             .arg(outcome->totals.done)
             .arg(outcome->totals.steps));
    for (const QString& sentence : m_reversal.residue) {
        tell(QStringLiteral("   %1").arg(sentence));
    }
    return true;
}

bool DemoJob::report()
{
    ReportOrder order;
    order.run = m_applied.run;
    order.folder = QDir(m_folder).filePath(QStringLiteral("report"));
    order.replay = true;
    for (const LeftAloneReason& one : m_leftAlone) {
        order.leftAloneWhy.emplace(QString(word(one.subject.kind) + QLatin1Char(':') + one.subject.key), one.why);
    }
    const auto outcome = valueOr(m_console, writeReport(m_session, order));
    if (!outcome) {
        return false;
    }
    m_report = reportJson(*outcome);
    m_report.insert(QStringLiteral("folder"), order.folder);
    tellReport(*outcome, order.folder);
    return true;
}

// The figures that anybody may want to compare with what the registry published.
void DemoJob::tellReport(const ReportOutcome& outcome, const QString& folder)
{
    const IncidentReport& report = outcome.report;
    tell(QStringLiteral("6. The incident report; times to act are marked as a replay:"));
    QStringList waves;
    for (const Wave& wave : report.waves) {
        waves << QStringLiteral("%L1 on %2").arg(wave.accounts).arg(formatDay(wave.first));
    }
    tell(QStringLiteral("   %L1 accounts in %2 waves: %3")
             .arg(report.accounts)
             .arg(waves.size())
             .arg(waves.join(QStringLiteral(", "))));
    tell(QStringLiteral("   %L1 projects on %2 days:").arg(report.projects).arg(report.projectsPerDay.size()));
    for (const auto& day : report.projectsPerDay) {
        tell(QStringLiteral("      %1  %2").arg(day.first, QString::number(day.second).rightJustified(5)));
    }
    tell(QStringLiteral("   Left alone on the domain: %L1 accounts and %L2 projects. The totals add up.")
             .arg(report.leftAloneAccounts)
             .arg(report.leftAloneProjects));
    for (const ReportFile& file : outcome.files) {
        tell(QStringLiteral("   %1/%2").arg(forCell(folder, 4096), file.name));
    }
}

bool DemoJob::verify()
{
    const auto verdict = valueOr(m_console, verifyWorkspaceLedger(m_session));
    if (!verdict) {
        return false;
    }
    tell(QStringLiteral("7. The ledger: %L1 entries, %2.")
             .arg(verdict->entries)
             .arg(verdict->ok ? QStringLiteral("every link holds") : verdict->why));
    if (!verdict->ok) {
        m_console.exitWith(exitCode(ErrorKind::Integrity));
    }
    return verdict->ok;
}

} // namespace cordon::ctl
