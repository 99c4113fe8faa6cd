// SPDX-License-Identifier: Apache-2.0
#include "core/actions/facets.h"

#include "core/actions/matching.h"

namespace cordon {

Result<std::vector<Facet>> countFacets(const Session& session, QStringView filter, const FacetRequest& request,
                                       std::stop_token stop)
{
    const Result<Filter> parsed = parseFilter(filter);
    if (!parsed) {
        return tl::unexpected(parsed.error());
    }
    return facets(*parsed, *session.index(), request, session.filterContext(), std::move(stop));
}

} // namespace cordon
