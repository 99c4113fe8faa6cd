// SPDX-License-Identifier: Apache-2.0
#include "core/actions/session.h"
#include "policies.embedded.h"

namespace cordon {

const std::vector<Policy>& builtInPolicies()
{
    static const std::vector<Policy> policies = [] {
        auto parsed = parsePolicies(embedded::policies());
        // The list is compiled in and checked by a test; without it no justification is valid.
        return parsed ? std::move(*parsed) : std::vector<Policy>{};
    }();
    return policies;
}

} // namespace cordon
