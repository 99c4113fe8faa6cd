// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/ctl/console.h"
#include "core/actions/registry.h"

namespace cordon::ctl {

/// From the file where one is named, else the keyring, else a prompt at a terminal; without a
/// terminal: says what is missing, exit 6. Never from an argument or the environment.
[[nodiscard]] std::optional<Credentials> credentialsFor(Console& console, Session& session, const QString& registry,
                                                        const std::string& file);

} // namespace cordon::ctl
