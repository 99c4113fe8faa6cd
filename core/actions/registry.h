// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/actions/session.h"
#include "core/registry/connector.h"

namespace cordon {

/// Keeps a registry by name; an origin that is not https must be loopback. Quiescence defaults to
/// 180 s, on loopback 2 s.
[[nodiscard]] Done addRegistry(Session& session, const QString& name, const QString& url, const QString& caFile,
                               std::optional<std::int64_t> quiescenceMs);

struct RegistryInfo {
    QString name, origin, caFile;
    std::int64_t quiescenceMs = 0;
};
/// By name or URL; an unknown loopback or https URL stands for itself. The only one where empty.
[[nodiscard]] Result<RegistryInfo> findRegistry(Session& session, const QString& nameOrUrl);
[[nodiscard]] Result<std::vector<RegistryInfo>> registries(Session& session);

/// Reads a credentials file (cli.md). Refused unless only its owner can read it.
[[nodiscard]] Result<Credentials> readCredentialsFile(const QString& path);
/// Credentials of a registry in the desktop's keyring; nothing where there are none or no keyring.
[[nodiscard]] std::optional<Credentials> keyringCredentials(const QString& origin);
/// False where there is no keyring: they are then kept nowhere.
bool keepInKeyring(const QString& origin, const Credentials& credentials);

struct RegistryStatus {
    QString name, origin, username;
    bool reachable = false, loggedIn = false, superuser = false;
    QString trouble;
};
/// Logs in and tells who we are there.
[[nodiscard]] Result<RegistryStatus> logInTo(Session& session, const QString& nameOrUrl, const Credentials& credentials,
                                             std::stop_token stop);
/// Whether it answers; with credentials also whether they work.
[[nodiscard]] Result<RegistryStatus> registryStatus(Session& session, const QString& nameOrUrl,
                                                    const std::optional<Credentials>& credentials,
                                                    std::stop_token stop);

} // namespace cordon
