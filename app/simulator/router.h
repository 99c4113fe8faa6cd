// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/simulator/exchange.h"

#include <span>
#include <string_view>

namespace cordon::simulator {

class Site;

/// What a route asks of who calls it (warehouse-contract.md 1.6).
enum class Permission {
    Public,
    Dashboard,         ///< superuser, support, moderator, psf_staff
    Read,              ///< superuser, support, moderator
    ObservationsWrite, ///< superuser, support, moderator
    SuperuserOnly,     ///< users write, projects write, e-mail domains write, IP addresses
};
[[nodiscard]] bool allows(const Flags& flags, Permission permission);

/// What a request with another method gets (1.7): Warehouse has both kinds of views.
enum class OtherMethods { NotFound, NotAllowed };

/// One view. Holes of a pattern: {user} and {project} name a row that must exist, {} is any text.
struct Route {
    std::string_view pattern;
    std::string_view method; ///< "GET" or "POST"
    Permission permission;
    Answer (*view)(Site&, Exchange&);
    OtherMethods others = OtherMethods::NotFound;
};

// One table an area.
[[nodiscard]] std::span<const Route> accountRoutes();
[[nodiscard]] std::span<const Route> userRoutes();
[[nodiscard]] std::span<const Route> projectRoutes();
[[nodiscard]] std::span<const Route> domainRoutes();
[[nodiscard]] std::span<const Route> adminRoutes();
[[nodiscard]] std::span<const Route> publicRoutes();

/// Finds the view and runs it after Warehouse's checks in Warehouse's order: the path, its row,
/// the method, CSRF, who is asking, the permission, repeated keys.
[[nodiscard]] Answer route(Site& site, Exchange& exchange);

} // namespace cordon::simulator
