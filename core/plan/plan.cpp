// SPDX-License-Identifier: Apache-2.0
#include "core/plan/plan.h"

#include <algorithm>

namespace cordon {

std::int64_t Plan::irreversible() const
{
    return std::count_if(steps.begin(), steps.end(), [](const PlanStep& step) { return !isReversible(step.verb); });
}

bool Plan::needsSecondPerson() const
{
    const auto isDomain = [](const PlanStep& step) { return step.subject.kind == SubjectKind::Domain; };
    return irreversible() > 0 || !protectedSubjects.empty() || std::any_of(steps.begin(), steps.end(), isDomain);
}

Digest planHash(const Plan& plan)
{
    return sha256(planBytes(plan));
}

} // namespace cordon
