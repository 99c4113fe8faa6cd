// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/actions/session.h"
#include "core/query/explain.h"

namespace cordon {

/// How the workspace answers a filter over one table. BadInput for a filter that cannot be read.
[[nodiscard]] Result<FilterExplanation> explainFilter(const Session& session, QStringView filter, Table of,
                                                      std::stop_token stop = {});

} // namespace cordon
