// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

#include <map>
#include <vector>

namespace cordon::order {

/// A quarantine of `project`, and the bystanders who get their reinstate right behind it.
struct Stop {
    QString project;
    std::vector<QString> reinstates; ///< account keys, sorted
};

/// Places the quarantines so that each bystander needs one reinstate: projects that share
/// bystanders, also through others, stand together at the place of the first of them, in the order
/// given; a bystander's reinstate follows the last project of his.
/// `bystanders` maps an account key to projects that all stand in `projects`.
[[nodiscard]] std::vector<Stop> sideBySide(const std::vector<QString>& projects,
                                           const std::map<QString, std::vector<QString>>& bystanders);

} // namespace cordon::order
