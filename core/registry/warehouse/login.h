// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/registry/connector.h"
#include "core/registry/warehouse/session.h"

namespace cordon::warehouse {

/// Opens a session by password and, where the registry asks, by a code. Afterwards the session is
/// signed in, or the error says what a person must do.
[[nodiscard]] Done signIn(Session& session, const Credentials& credentials, const std::stop_token& stop);

/// A positive read of who may do what here. `username` is what the credentials say; it is checked
/// against what the pages call the one who is signed in, where they do.
[[nodiscard]] Result<Identity> readIdentity(Session& session, const QString& username, const std::stop_token& stop);

} // namespace cordon::warehouse
