// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/actions/registry.h"

#include <memory>

namespace cordon {

/// An open session with a registry. Thread: the one that made it.
struct Connection {
    std::unique_ptr<RegistryConnector> connector;
    Identity identity;
};

/// Makes the connector and logs in; sends nothing that changes anything.
[[nodiscard]] Result<Connection> connectTo(const RegistryInfo& registry, const Credentials& credentials,
                                           std::stop_token stop);

} // namespace cordon
