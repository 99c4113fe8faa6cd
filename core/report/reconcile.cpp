// SPDX-License-Identifier: Apache-2.0
#include "core/domain/figures.h"
#include "core/report/incident.h"

#include <algorithm>
#include <numeric>
#include <set>

namespace cordon {

using namespace Qt::StringLiterals;

namespace {

const QStringList& outcomeWords()
{
    static const QStringList words{u"done"_s,      u"already"_s, u"skipped"_s, u"failed"_s,
                                   u"uncertain"_s, u"parked"_s,  u"waiting"_s};
    return words;
}

/// Compares figures pair by pair and keeps the first that differ.
class Comparison {
public:
    void same(const QString& what, std::int64_t figure, const QString& against, std::int64_t other)
    {
        if (figure != other && m_trouble.isEmpty()) {
            m_trouble = u"The totals do not add up: %1 %2, %3 %4."_s.arg(what, figures::grouped(figure), against,
                                                                         figures::grouped(other));
        }
    }
    [[nodiscard]] Done verdict() const
    {
        if (m_trouble.isEmpty()) {
            return {};
        }
        return failure(ErrorKind::Integrity, m_trouble, u"No report was written."_s,
                       u"Verify the ledger, and compare the run step by step."_s);
    }

private:
    QString m_trouble;
};

template<class List, class Figure>
std::int64_t sum(const List& list, Figure figure)
{
    return std::accumulate(list.begin(), list.end(), std::int64_t(0),
                           [&](std::int64_t total, const auto& one) { return total + figure(one); });
}

std::set<Subject> subjectsOf(const RunFacts& run)
{
    std::set<Subject> out;
    for (const IncidentItem& item : run.items) {
        if (!item.compensates) {
            out.insert(item.subject);
        }
    }
    return out;
}

std::int64_t countKind(const std::set<Subject>& subjects, SubjectKind kind)
{
    return std::count_if(subjects.begin(), subjects.end(), [&](const Subject& one) { return one.kind == kind; });
}

void compareTables(Comparison& comparison, const IncidentReport& report)
{
    const auto count = [](const auto& row) { return row.second; };
    comparison.same(u"projects by day"_s, sum(report.projectsPerDay, count) + report.undatedProjects, u"projects"_s,
                    report.projects);
    comparison.same(u"accounts by day"_s, sum(report.accountsPerDay, count) + report.undatedAccounts, u"accounts"_s,
                    report.accounts);
    comparison.same(u"accounts by wave"_s,
                    sum(report.waves, [](const Wave& wave) { return wave.accounts; }) + report.undatedAccounts,
                    u"accounts"_s, report.accounts);
    comparison.same(u"accounts by mail domain"_s, sum(report.domains, [](const auto& row) { return row.second.first; }),
                    u"accounts"_s, report.accounts);
    comparison.same(u"projects by mail domain"_s,
                    sum(report.domains, [](const auto& row) { return row.second.second; }), u"projects"_s,
                    report.projects);
}

void compareSubjects(Comparison& comparison, const IncidentReport& report)
{
    const std::set<Subject> acted = subjectsOf(report.facts.runs.front());
    comparison.same(u"accounts in the run"_s, countKind(acted, SubjectKind::Account), u"accounts in the report"_s,
                    report.accounts);
    comparison.same(u"projects in the run"_s, countKind(acted, SubjectKind::Project), u"projects in the report"_s,
                    report.projects);
    std::int64_t accounts = 0;
    std::int64_t projects = 0;
    std::int64_t both = 0;
    for (const LeftAlone& one : report.facts.leftAlone) {
        accounts += one.subject.kind == SubjectKind::Account ? 1 : 0;
        projects += one.subject.kind == SubjectKind::Project ? 1 : 0;
        both += acted.contains(one.subject) ? 1 : 0;
    }
    comparison.same(u"accounts listed as left alone"_s, accounts, u"accounts left alone"_s, report.leftAloneAccounts);
    comparison.same(u"projects listed as left alone"_s, projects, u"projects left alone"_s, report.leftAloneProjects);
    comparison.same(u"subjects both acted on and left alone"_s, both, u"expected"_s, 0);
}

void compareSteps(Comparison& comparison, const IncidentReport& report)
{
    std::map<QString, std::int64_t> found;
    for (const RunFacts& run : report.facts.runs) {
        std::int64_t known = 0;
        std::set<std::pair<Verb, Subject>> steps;
        for (const IncidentItem& item : run.items) {
            known += outcomeWords().contains(item.outcome) ? 1 : 0;
            steps.insert({item.verb, item.subject});
            ++found[item.outcome];
        }
        const auto all = static_cast<std::int64_t>(run.items.size());
        const QString name = u"run %1"_s.arg(run.id);
        comparison.same(u"outcomes of "_s + name, known, u"steps"_s, all);
        comparison.same(u"different steps of "_s + name, static_cast<std::int64_t>(steps.size()), u"steps"_s, all);
    }
    for (const QString& outcome : outcomeWords()) {
        const auto counted = report.facts.counted.find(outcome);
        comparison.same(u"steps "_s + outcome, found[outcome], u"the ledger counts"_s,
                        counted == report.facts.counted.end() ? 0 : counted->second);
    }
    comparison.same(u"steps"_s, sum(found, [](const auto& row) { return row.second; }), u"the ledger counts"_s,
                    sum(report.facts.counted, [](const auto& row) { return row.second; }));
}

} // namespace

Done reconcile(const IncidentReport& report)
{
    Comparison comparison;
    if (report.facts.runs.empty()) {
        comparison.same(u"runs"_s, 0, u"expected at least"_s, 1);
        return comparison.verdict();
    }
    compareSubjects(comparison, report);
    compareTables(comparison, report);
    compareSteps(comparison, report);
    return comparison.verdict();
}

} // namespace cordon
