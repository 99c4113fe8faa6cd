// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/plan/plan.h"

#include <QSet>

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
    /// Whether the plan gives this account no step because it was frozen already and was not
    /// selected: free again, it would be frozen and not made good.
    [[nodiscard]] bool wasFrozen(const QString& account) const { return m_frozen.contains(account); }

private:
    using Map = std::unordered_map<int, std::vector<int>>;
    static const std::vector<int>& lookUp(const Map& map, int ordinal);

    Map m_causes;
    Map m_needed;
    QSet<QString> m_frozen;
};

} // namespace cordon
