// SPDX-License-Identifier: Apache-2.0
#include "core/plan/compile.h"

#include "core/plan/compiler.h"
#include "core/plan/effects.h"

#include <algorithm>
#include <cmath>

namespace cordon {

using namespace Qt::StringLiterals;

namespace {

Done checkVerbs(const PlanOrder& order)
{
    if (order.verbs.empty()) {
        return failure(ErrorKind::Usage, u"A plan needs at least one verb."_s, {},
                       u"Name one, for example quarantine or ban."_s);
    }
    for (const Verb verb : order.verbs) {
        if (verb == Verb::Dismiss) {
            return failure(ErrorKind::Usage, u"dismiss is a local decision: the registry has no step for it."_s, {},
                           u"Dismiss the subjects without a plan."_s);
        }
        for (const Verb other : order.verbs) {
            if (effects::contradict(verb, other)) {
                return failure(ErrorKind::Usage,
                               u"%1 and %2 contradict each other in one plan."_s.arg(word(verb), word(other)), {},
                               u"Make two plans, or leave one of them out."_s);
            }
        }
        const bool anySubject = std::any_of(order.subjects.begin(), order.subjects.end(),
                                            [&](const Subject& subject) { return fits(verb, subject.kind); });
        if (!anySubject) {
            return failure(ErrorKind::Usage, u"%1 fits no selected subject."_s.arg(word(verb)), {},
                           u"Leave the verb out, or select subjects it acts on."_s);
        }
    }
    return {};
}

Done checkPace(double mutationsPerSecond)
{
    if (!std::isfinite(mutationsPerSecond) || mutationsPerSecond < 0) {
        return failure(ErrorKind::Usage, u"The pace must be a number of mutations a second, 0 for uncapped."_s);
    }
    return {};
}

} // namespace

Result<Plan> compile(const PlanOrder& order, const Snapshot& snapshot, const std::vector<Policy>& policies)
{
    if (Done ok = checkVerbs(order); !ok) {
        return tl::make_unexpected(ok.error());
    }
    if (Done ok = checkPace(order.mutationsPerSecond); !ok) {
        return tl::make_unexpected(ok.error());
    }
    if (Done ok = checkJustification(order.why, policies); !ok) {
        return tl::make_unexpected(ok.error());
    }
    const SnapshotView view(snapshot);
    return Compiler(order, view).run();
}

} // namespace cordon
