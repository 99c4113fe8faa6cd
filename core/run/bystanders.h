// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/plan/plan.h"

#include <unordered_map>
#include <vector>

namespace cordon {

/// Which quarantines of a plan freeze which bystanders, and which compensating step makes that good.
/// From the plan alone, so it is the same after a restart. Immutable value.
class Bystanders {
public:
    explicit Bystanders(const Plan& plan);

    /// Ordinals of the quarantines behind a compensating step, in order; empty for any other step.
    [[nodiscard]] const std::vector<int>& causesOf(int ordinal) const;
    /// Ordinals of the compensating steps that a quarantine makes necessary.
    [[nodiscard]] const std::vector<int>& neededBy(int ordinal) const;

private:
    using Map = std::unordered_map<int, std::vector<int>>;
    static const std::vector<int>& lookUp(const Map& map, int ordinal);

    Map m_causes;
    Map m_needed;
};

} // namespace cordon
