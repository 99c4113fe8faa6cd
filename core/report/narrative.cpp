// SPDX-License-Identifier: Apache-2.0
#include "core/domain/figures.h"
#include "core/report/document.h"

#include <algorithm>
#include <set>

namespace cordon {

using namespace Qt::StringLiterals;
using figures::counted;
using figures::grouped;

namespace {

constexpr qsizetype kNamedDomains = 3;
constexpr std::size_t kNamedWaves = 8;

QString wereOrWas(std::int64_t count)
{
    return count == 1 ? u"was"_s : u"were"_s;
}

QString onDays(const QString& first, const QString& last)
{
    return first == last ? u"On "_s + first : QString(u"Between "_s + first + u" and " + last);
}

/// " on the mail domain inbox.ru", or nothing where no domain is known.
QString onDomains(const IncidentReport& report)
{
    QStringList names;
    for (const auto& [domain, counts] : report.domains) {
        if (!domain.isEmpty()) {
            names << domain;
        }
    }
    if (names.isEmpty()) {
        return {};
    }
    if (names.size() > kNamedDomains) {
        return u" on %1 mail domains"_s.arg(names.size());
    }
    return (names.size() == 1 ? u" on the mail domain "_s : u" on the mail domains "_s) + figures::listed(names);
}

QString aboutAccounts(const IncidentReport& report)
{
    QString text = u"%1, %2%3 %4 registered"_s.arg(
        onDays(report.accountsPerDay.front().first, report.accountsPerDay.back().first),
        counted(report.accounts, u"account"_s, u"accounts"_s), onDomains(report), wereOrWas(report.accounts));
    const auto waves = static_cast<std::int64_t>(report.waves.size());
    if (waves < 2) {
        return text + u'.';
    }
    text += u", in %1 waves"_s.arg(grouped(waves));
    if (report.waves.size() <= kNamedWaves) {
        QStringList sizes;
        for (const Wave& wave : report.waves) {
            sizes << grouped(wave.accounts);
        }
        text += u" of "_s + figures::listed(sizes);
    }
    return text + u'.';
}

QString aboutProjects(const IncidentReport& report)
{
    const auto& days = report.projectsPerDay;
    QString text =
        u"%1, %2 %3 created"_s.arg(onDays(days.front().first, days.back().first),
                                   counted(report.projects, u"project"_s, u"projects"_s), wereOrWas(report.projects));
    if (days.size() > 1) {
        const auto busiest = std::max_element(days.begin(), days.end(),
                                              [](const auto& a, const auto& b) { return a.second < b.second; });
        text += u" on %1 days; the busiest was %2 with %3"_s.arg(grouped(static_cast<std::int64_t>(days.size())),
                                                                 busiest->first, grouped(busiest->second));
    }
    return text + u'.';
}

/// Distinct projects of the first run that were there before the moment.
std::int64_t projectsBefore(const IncidentReport& report, Instant moment)
{
    std::set<Subject> before;
    for (const IncidentItem& item : report.facts.runs.front().items) {
        const bool counts = !item.compensates && item.subject.kind == SubjectKind::Project && item.time != Instant{};
        if (counts && item.time < moment) {
            before.insert(item.subject);
        }
    }
    return static_cast<std::int64_t>(before.size());
}

QString aboutReport(const IncidentReport& report)
{
    if (!report.facts.firstReport) {
        return u"No report by anybody on any of them is known."_s;
    }
    const Instant first = *report.facts.firstReport;
    QString text = u"The first report came on "_s + formatMinute(first) + u" UTC";
    if (report.firstUpload && first >= *report.firstUpload) {
        const std::int64_t before = projectsBefore(report, first);
        text += u", %1 after the first project; by then %2 of %3 (%4 %) were there"_s.arg(
            figures::span(first - *report.firstUpload), grouped(before),
            counted(report.projects, u"project"_s, u"projects"_s), QString::number(before * 100 / report.projects));
    }
    return text + u'.';
}

QString outcomes(const RunFacts& run)
{
    QStringList parts;
    for (const QString& outcome :
         {u"done"_s, u"already"_s, u"skipped"_s, u"failed"_s, u"uncertain"_s, u"parked"_s, u"waiting"_s}) {
        const auto count = std::count_if(run.items.begin(), run.items.end(),
                                         [&](const IncidentItem& item) { return item.outcome == outcome; });
        if (count > 0) {
            parts << grouped(count) + u' ' + outcome;
        }
    }
    return parts.isEmpty() ? u"no steps"_s : parts.join(u", "_s);
}

QString aboutRun(const IncidentReport& report, const RunFacts& run)
{
    const auto& runs = report.facts.runs;
    const auto taken = std::find_if(runs.begin(), runs.end(),
                                    [&](const RunFacts& other) { return run.reverses && other.plan == *run.reverses; });
    const QString what = taken != runs.end() ? u"took run %1 back"_s.arg(taken->id)
                                             : QString(u"applied the plan to "_s + figures::listed(verbsOf(run)));
    return u"On %1 UTC%2, %3 %4 in run %5: %6 of %7."_s.arg(
        formatMinute(run.started), report.facts.replay ? u" (replay)"_s : QString(),
        run.actor.isEmpty() ? u"a moderator"_s : run.actor, what, QString::number(run.id), outcomes(run),
        counted(static_cast<std::int64_t>(run.items.size()), u"step"_s, u"steps"_s));
}

} // namespace

QStringList verbsOf(const RunFacts& run)
{
    QStringList out;
    for (const IncidentItem& item : run.items) {
        if (!item.compensates && !out.contains(word(item.verb))) {
            out << word(item.verb);
        }
    }
    return out;
}

QString subtitle(const IncidentReport& report)
{
    QString text = counted(report.accounts, u"account"_s, u"accounts"_s) + u" and " +
                   counted(report.projects, u"project"_s, u"projects"_s) + onDomains(report);
    const std::optional<Instant> first = report.firstJoined && report.firstUpload
                                             ? std::min(*report.firstJoined, *report.firstUpload)
                                             : (report.firstJoined ? report.firstJoined : report.firstUpload);
    return first ? QString(text + u", from " + formatDay(*first)) : text;
}

QStringList narrative(const IncidentReport& report)
{
    QStringList out;
    if (!report.accountsPerDay.empty()) {
        out << aboutAccounts(report);
    }
    if (!report.projectsPerDay.empty()) {
        out << aboutProjects(report);
    }
    out << aboutReport(report);
    for (const RunFacts& run : report.facts.runs) {
        out << aboutRun(report, run);
    }
    if (const std::size_t bystanders = report.facts.runs.front().collateral.size(); bystanders > 0) {
        out << u"%1 touched without being acted on; what was done for them is listed below."_s.arg(
            bystanders == 1 ? u"1 bystander was"_s
                            : grouped(static_cast<std::int64_t>(bystanders)) + u" bystanders were");
    }
    if (report.leftAloneAccounts + report.leftAloneProjects > 0) {
        out << u"%1 and %2 on these mail domains were left alone."_s.arg(
            counted(report.leftAloneAccounts, u"account"_s, u"accounts"_s),
            counted(report.leftAloneProjects, u"project"_s, u"projects"_s));
    }
    return out;
}

} // namespace cordon
