// SPDX-License-Identifier: Apache-2.0
#include "core/plan/effects.h"

#include "core/domain/figures.h"
#include "core/domain/records.h"

#include <algorithm>
#include <cmath>

namespace cordon::effects {

using namespace Qt::StringLiterals;

QString nothingToDo(Verb verb, QStringView state)
{
    const bool quarantined = state == targetState(Verb::Quarantine);
    if (state == targetState(Verb::Remove)) {
        return u"already removed"_s;
    }
    switch (verb) {
    case Verb::Quarantine:
        return quarantined ? u"already in quarantine"_s : QString();
    case Verb::Clear:
        return quarantined ? QString() : u"not in quarantine"_s;
    case Verb::Ban:
        return state == targetState(Verb::Ban) ? u"already frozen"_s : QString();
    case Verb::Reinstate:
        return state == targetState(Verb::Reinstate) ? u"already active"_s : QString();
    case Verb::Prohibit:
        return state == targetState(Verb::Prohibit) ? u"already prohibited"_s : QString();
    case Verb::Permit:
        return state == targetState(Verb::Permit) ? u"not prohibited"_s : QString();
    case Verb::Remove:
    case Verb::Dismiss:
        break;
    }
    return {};
}

bool isState(SubjectKind kind, QStringView text)
{
    switch (kind) {
    case SubjectKind::Account:
        return accountStateFromWord(text).has_value();
    case SubjectKind::Project:
        return projectStateFromWord(text).has_value();
    case SubjectKind::Domain:
        return text == targetState(Verb::Prohibit) || text == targetState(Verb::Permit);
    }
    return false;
}

bool contradict(Verb a, Verb b) noexcept
{
    const auto are = [&](Verb one, Verb other) { return (a == one && b == other) || (a == other && b == one); };
    return are(Verb::Ban, Verb::Reinstate) || are(Verb::Quarantine, Verb::Clear) || are(Verb::Prohibit, Verb::Permit) ||
           are(Verb::Clear, Verb::Remove);
}

Pin pinOf(const QString& uuid, Instant since)
{
    if (!uuid.isEmpty()) {
        return {uuid, std::nullopt};
    }
    return {{}, since == Instant{} ? std::nullopt : std::optional<Instant>(since)};
}

namespace {

std::int64_t countOf(const std::vector<PlanStep>& steps, Verb verb, QStringView expected = {})
{
    return std::count_if(steps.begin(), steps.end(), [&](const PlanStep& step) {
        return step.verb == verb && (expected.isEmpty() || step.expected == expected);
    });
}

QString projects(std::int64_t count)
{
    return figures::counted(count, u"project"_s, u"projects"_s);
}

} // namespace

std::vector<QString> residueOfPlan(const std::vector<PlanStep>& steps)
{
    std::vector<QString> out;
    if (const std::int64_t count = countOf(steps, Verb::Quarantine); count > 0) {
        out.push_back(u"A reversal leaves %1 as quarantine-exit, which counts as active, with the note and the time of "
                      u"the clearing."_s.arg(projects(count)));
    }
    if (const std::int64_t count = countOf(steps, Verb::Quarantine, word(ProjectState::Archived)); count > 0) {
        out.push_back(u"%1 among them would have to be archived again by hand."_s.arg(projects(count)));
    }
    if (const std::int64_t count = countOf(steps, Verb::Clear); count > 0) {
        out.push_back(u"A reversal puts %1 into quarantine again, with a new note and time."_s.arg(projects(count)));
    }
    if (const std::int64_t count = countOf(steps, Verb::Remove); count > 0) {
        out.push_back(u"%1 cannot be brought back once removed."_s.arg(projects(count)));
    }
    return out;
}

std::vector<QString> residueOfReversal(const std::vector<PlanStep>& steps, std::int64_t archivedBefore)
{
    std::vector<QString> out;
    if (const std::int64_t count = countOf(steps, Verb::Clear); count > 0) {
        out.push_back(u"This leaves %1 as quarantine-exit, which counts as active, with the note and the time of the "
                      u"clearing."_s.arg(projects(count)));
    }
    if (archivedBefore > 0) {
        out.push_back(u"%1 among them must be archived again by hand."_s.arg(projects(archivedBefore)));
    }
    if (const std::int64_t count = countOf(steps, Verb::Quarantine); count > 0) {
        out.push_back(u"This puts %1 into quarantine again, with a new note and time."_s.arg(projects(count)));
    }
    return out;
}

void estimate(Plan& plan, double mutationsPerSecond)
{
    constexpr double kLoopbackCallsPerSecond = 200;
    const auto steps = static_cast<std::int64_t>(plan.steps.size());
    plan.calls = steps * kCallsPerStep;
    const double seconds = mutationsPerSecond > 0 ? static_cast<double>(steps) / mutationsPerSecond
                                                  : static_cast<double>(plan.calls) / kLoopbackCallsPerSecond;
    plan.estimateSeconds = static_cast<std::int64_t>(std::ceil(seconds));
}

} // namespace cordon::effects
