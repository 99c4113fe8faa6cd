// SPDX-License-Identifier: Apache-2.0
#include "core/actions/explain.h"

#include "core/actions/matching.h"

namespace cordon {

Result<FilterExplanation> explainFilter(const Session& session, QStringView filter, Table of, std::stop_token stop)
{
    const Result<Filter> parsed = parseFilter(filter);
    if (!parsed) {
        return tl::unexpected(parsed.error());
    }
    return explain(*parsed, *session.index(), of, session.filterContext(), std::move(stop));
}

} // namespace cordon
