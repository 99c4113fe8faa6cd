// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/simulator/login_guard.h"
#include "app/simulator/registry.h"
#include "app/simulator/simulator.h"

namespace cordon::simulator {

/// A registry as it stands before anybody moderates.
struct Seeded {
    Registry registry;
    LoginGuard guard;
    std::vector<User> users;   ///< superuser first, then moderator
    std::int64_t rejected = 0; ///< lines that no row was made of
};

/// Reads accounts.csv, projects.csv, uploads.csv and roles.csv of a folder, in any subset, or the
/// same as .jsonl, and adds two people who may log in. BadInput where nothing can be read.
[[nodiscard]] Result<Seeded> seed(const QString& folder);

} // namespace cordon::simulator
