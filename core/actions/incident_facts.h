// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/actions/report.h"

namespace cordon {

/// Gathers everything a report on a run says: the run itself, the one it takes back or that took it
/// back, what was left alone on the same domains, the first report, the ledger's own count.
[[nodiscard]] Result<IncidentFacts> gatherFacts(Session& session, const ReportOrder& order, Instant now);

} // namespace cordon
