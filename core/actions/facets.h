// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/actions/session.h"
#include "core/query/facets.h"

namespace cordon {

/// Live counts per value under a filter. BadInput for a filter that cannot be read.
[[nodiscard]] Result<std::vector<Facet>> countFacets(const Session& session, QStringView filter,
                                                     const FacetRequest& request, std::stop_token stop = {});

} // namespace cordon
