// SPDX-License-Identifier: Apache-2.0
#include "core/report/incident.h"
#include "core/report/masking.h"

#include <algorithm>
#include <set>

namespace cordon {

using namespace Qt::StringLiterals;

namespace {

constexpr std::pair<ReportLevel, const char16_t*> kLevels[] = {
    {ReportLevel::Internal, u"internal"}, {ReportLevel::Partner, u"partner"}, {ReportLevel::Public, u"public"}};
constexpr const char16_t* kLabels[] = {u"TLP:RED", u"TLP:AMBER", u"TLP:AMBER+STRICT", u"TLP:GREEN", u"TLP:CLEAR"};
constexpr std::chrono::hours kWaveGap(12);

bool hasAddresses(const IncidentFacts& facts)
{
    const auto any = [](const auto& list) {
        return std::any_of(list.begin(), list.end(), [](const auto& one) { return !one.email.isEmpty(); });
    };
    return any(facts.leftAlone) ||
           std::any_of(facts.runs.begin(), facts.runs.end(), [&](const RunFacts& run) { return any(run.items); });
}

/// Settles the label, or says what is wrong with it.
Done settleLabel(IncidentFacts& facts, ReportLevel level)
{
    const bool whole = level == ReportLevel::Internal && hasAddresses(facts);
    if (facts.tlp.isEmpty()) {
        facts.tlp = whole ? u"TLP:AMBER+STRICT"_s : u"TLP:CLEAR"_s;
        return {};
    }
    const bool known = std::any_of(std::begin(kLabels), std::end(kLabels),
                                   [&](const char16_t* label) { return facts.tlp == QStringView(label); });
    if (!known) {
        return failure(ErrorKind::Usage, u"This is not a TLP 2.0 label."_s, {},
                       u"Use TLP:RED, TLP:AMBER, TLP:AMBER+STRICT, TLP:GREEN or TLP:CLEAR."_s);
    }
    if (whole && facts.tlp == u"TLP:CLEAR") {
        return failure(ErrorKind::Usage, u"TLP:CLEAR is for everyone, and this report holds whole mail addresses."_s,
                       {}, u"Choose the level partner or public, or another label."_s);
    }
    return {};
}

/// The subjects that the first run was about, by kind, with what was said of each.
class Told {
public:
    Told(const RunFacts& run, SubjectKind kind)
    {
        for (const IncidentItem& item : run.items) {
            if (!item.compensates && item.subject.kind == kind) {
                m_subjects.insert(item.subject);
                m_times.insert({item.subject, item.time});
                m_domains.insert({item.subject, item.domain});
            }
        }
    }
    [[nodiscard]] std::int64_t count() const { return static_cast<std::int64_t>(m_subjects.size()); }
    [[nodiscard]] std::int64_t undated() const
    {
        return std::count_if(m_times.begin(), m_times.end(),
                             [](const auto& entry) { return entry.second == Instant{}; });
    }
    [[nodiscard]] std::vector<Instant> times() const
    {
        std::vector<Instant> out;
        for (const auto& [subject, time] : m_times) {
            if (time != Instant{}) {
                out.push_back(time);
            }
        }
        std::sort(out.begin(), out.end());
        return out;
    }
    [[nodiscard]] const std::set<std::pair<Subject, QString>>& domains() const { return m_domains; }

private:
    std::set<Subject> m_subjects;
    // Pairs, not maps: items that disagree about one subject must show in the totals.
    std::set<std::pair<Subject, Instant>> m_times;
    std::set<std::pair<Subject, QString>> m_domains;
};

std::vector<std::pair<QString, std::int64_t>> perDay(const std::vector<Instant>& times)
{
    std::vector<std::pair<QString, std::int64_t>> out;
    for (const Instant time : times) {
        const QString day = formatDay(time);
        if (out.empty() || out.back().first != day) {
            out.emplace_back(day, 0);
        }
        ++out.back().second;
    }
    return out;
}

std::vector<Wave> wavesOf(const std::vector<Instant>& times)
{
    std::vector<Wave> out;
    for (const Instant time : times) {
        if (out.empty() || time - out.back().last > kWaveGap) {
            out.push_back({time, time, 0});
        }
        out.back().last = time;
        ++out.back().accounts;
    }
    return out;
}

std::vector<std::pair<QString, std::pair<std::int64_t, std::int64_t>>> domainsOf(const Told& accounts,
                                                                                 const Told& projects)
{
    std::map<QString, std::pair<std::int64_t, std::int64_t>> counts;
    for (const auto& [subject, domain] : accounts.domains()) {
        ++counts[domain].first;
    }
    for (const auto& [subject, domain] : projects.domains()) {
        ++counts[domain].second;
    }
    std::vector<std::pair<QString, std::pair<std::int64_t, std::int64_t>>> out(counts.begin(), counts.end());
    std::stable_sort(out.begin(), out.end(), [](const auto& a, const auto& b) { return a.second > b.second; });
    return out;
}

std::int64_t distinct(const std::vector<LeftAlone>& all, SubjectKind kind)
{
    std::set<Subject> subjects;
    for (const LeftAlone& one : all) {
        if (one.subject.kind == kind) {
            subjects.insert(one.subject);
        }
    }
    return static_cast<std::int64_t>(subjects.size());
}

IncidentReport derive(IncidentFacts facts, ReportLevel level)
{
    const Told accounts(facts.runs.front(), SubjectKind::Account);
    const Told projects(facts.runs.front(), SubjectKind::Project);
    const std::vector<Instant> joined = accounts.times();
    const std::vector<Instant> created = projects.times();
    IncidentReport report;
    report.level = level;
    report.accounts = accounts.count();
    report.projects = projects.count();
    report.undatedAccounts = accounts.undated();
    report.undatedProjects = projects.undated();
    report.accountsPerDay = perDay(joined);
    report.projectsPerDay = perDay(created);
    report.waves = wavesOf(joined);
    report.domains = domainsOf(accounts, projects);
    report.firstJoined = joined.empty() ? std::nullopt : std::optional<Instant>(joined.front());
    report.firstUpload = created.empty() ? std::nullopt : std::optional<Instant>(created.front());
    report.leftAloneAccounts = distinct(facts.leftAlone, SubjectKind::Account);
    report.leftAloneProjects = distinct(facts.leftAlone, SubjectKind::Project);
    report.facts = std::move(facts);
    return report;
}

} // namespace

std::optional<ReportLevel> reportLevelFromWord(QStringView text)
{
    for (const auto& [level, name] : kLevels) {
        if (text == QStringView(name)) {
            return level;
        }
    }
    return std::nullopt;
}

QString word(ReportLevel level)
{
    for (const auto& [known, name] : kLevels) {
        if (known == level) {
            return QString::fromUtf16(name);
        }
    }
    return {};
}

Result<IncidentReport> makeReport(IncidentFacts facts, ReportLevel level)
{
    if (facts.runs.empty()) {
        return failure(ErrorKind::BadInput, u"There is no run to report on."_s, {}, u"Apply a plan first."_s);
    }
    if (Done ok = settleLabel(facts, level); !ok) {
        return tl::make_unexpected(ok.error());
    }
    IncidentReport report = derive(std::move(facts), level);
    if (Done ok = reconcile(report); !ok) {
        return tl::make_unexpected(ok.error());
    }
    report.facts = masked(std::move(report.facts), level);
    return report;
}

} // namespace cordon
