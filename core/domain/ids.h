// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <compare>
#include <cstdint>
#include <functional>

namespace cordon {

/// A row number of one of the two databases that cannot be mistaken for another's. 0 is "none".
template<class Tag>
struct Id {
    std::int64_t value = 0;

    [[nodiscard]] bool valid() const noexcept { return value > 0; }
    friend auto operator<=>(const Id&, const Id&) = default;
};

using AccountId = Id<struct AccountTag>;
using ProjectId = Id<struct ProjectTag>;
using DomainId = Id<struct DomainTag>;
using PlanId = Id<struct PlanTag>;
using RunId = Id<struct RunTag>;

} // namespace cordon

template<class Tag>
struct std::hash<cordon::Id<Tag>> {
    std::size_t operator()(const cordon::Id<Tag>& id) const noexcept { return std::hash<std::int64_t>{}(id.value); }
};
