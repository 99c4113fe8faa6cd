// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/report/incident.h"

namespace cordon {

/// The facts as a reader of that level may see them. Machine addresses (IP) go at every level, mail
/// addresses are masked below internal, also inside sentences; at public, accounts and projects
/// that were left alone and bystanders become "account 1", "project 1", ... by the order of their
/// names, wherever they are mentioned.
[[nodiscard]] IncidentFacts masked(IncidentFacts facts, ReportLevel level);

} // namespace cordon
