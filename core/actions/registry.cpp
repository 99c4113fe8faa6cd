// SPDX-License-Identifier: Apache-2.0
#include "core/actions/registry.h"

#include "core/actions/connect.h"
#include "core/actions/matching.h"
#include "core/domain/visible_text.h"
#include "core/registry/transport.h"
#include "core/store/journal_store.h"
#include "core/store/workspace.h"

namespace cordon {

namespace {

constexpr std::int64_t kQuiescenceMs = 180'000;       // security.md 3.1, Q
constexpr std::int64_t kLoopbackQuiescenceMs = 2'000; // design.md, pace

std::int64_t defaultQuiescence(const QString& origin)
{
    return isLoopback(origin) ? kLoopbackQuiescenceMs : kQuiescenceMs;
}

RegistryInfo infoOf(const RegistryRow& row)
{
    return {row.name, row.origin, row.caFile, row.quiescenceMs};
}

// An origin the connector will talk to: https, or anything on loopback.
Result<QString> usableOrigin(const QString& url)
{
    auto origin = canonicalOrigin(url);
    if (!origin) {
        return origin;
    }
    if (!origin->startsWith(QLatin1String("https://")) && !isLoopback(*origin)) {
        return failure(ErrorKind::BadInput, QStringLiteral("%1 is not https.").arg(forCell(url)), {},
                       QStringLiteral("Only a registry on this machine may be spoken to in clear text."));
    }
    return origin;
}

} // namespace

Done addRegistry(Session& session, const QString& name, const QString& url, const QString& caFile,
                 std::optional<std::int64_t> quiescenceMs)
{
    if (auto writable = checkWritable(session); !writable) {
        return writable;
    }
    if (name.trimmed().isEmpty() || name.contains(QLatin1String("://"))) {
        return failure(ErrorKind::Usage, QStringLiteral("A registry needs a short name that is not a URL."));
    }
    if (quiescenceMs && *quiescenceMs < 0) {
        return failure(ErrorKind::Usage, QStringLiteral("The quiescence cannot be negative."));
    }
    const auto origin = usableOrigin(url);
    if (!origin) {
        return tl::unexpected(origin.error());
    }
    return session.workspace().journal().saveRegistry(
        {name, *origin, caFile, quiescenceMs.value_or(defaultQuiescence(*origin))});
}

Result<std::vector<RegistryInfo>> registries(Session& session)
{
    const auto rows = session.workspace().journal().registries();
    if (!rows) {
        return tl::unexpected(rows.error());
    }
    std::vector<RegistryInfo> infos;
    for (const RegistryRow& row : *rows) {
        infos.push_back(infoOf(row));
    }
    return infos;
}

Result<RegistryInfo> findRegistry(Session& session, const QString& nameOrUrl)
{
    const auto known = registries(session);
    if (!known) {
        return tl::unexpected(known.error());
    }
    if (nameOrUrl.isEmpty()) {
        if (known->size() == 1) {
            return known->front();
        }
        return failure(ErrorKind::Usage,
                       known->empty() ? QStringLiteral("No registry is known to this workspace.")
                                      : QStringLiteral("Several registries are known; say which one."),
                       {}, QStringLiteral("Name one, or add one with `registry add NAME URL`."));
    }
    const auto origin = canonicalOrigin(nameOrUrl);
    for (const RegistryInfo& info : *known) {
        if (info.name == nameOrUrl || (origin && info.origin == *origin)) {
            return info;
        }
    }
    if (!nameOrUrl.contains(QLatin1String("://"))) {
        return failure(ErrorKind::BadInput, QStringLiteral("No registry is named %1.").arg(forCell(nameOrUrl)), {},
                       QStringLiteral("Add it with `registry add NAME URL`."));
    }
    const auto usable = usableOrigin(nameOrUrl);
    if (!usable) {
        return tl::unexpected(usable.error());
    }
    return RegistryInfo{*usable, *usable, {}, defaultQuiescence(*usable)};
}

Result<Connection> connectTo(const RegistryInfo& registry, const Credentials& credentials, std::stop_token stop)
{
    auto transport = makeQtTransport(registry.origin, registry.caFile);
    if (!transport) {
        return tl::unexpected(transport.error());
    }
    Connection connection;
    connection.connector = makeWarehouseConnector(std::move(*transport), systemNow);
    auto identity = connection.connector->logIn(credentials, stop);
    if (!identity) {
        return tl::unexpected(identity.error());
    }
    connection.identity = *identity;
    return connection;
}

Result<RegistryStatus> logInTo(Session& session, const QString& nameOrUrl, const Credentials& credentials,
                               std::stop_token stop)
{
    const auto registry = findRegistry(session, nameOrUrl);
    if (!registry) {
        return tl::unexpected(registry.error());
    }
    const auto connection = connectTo(*registry, credentials, stop);
    if (!connection) {
        return tl::unexpected(connection.error());
    }
    return RegistryStatus{registry->name,
                          registry->origin,
                          connection->identity.username,
                          true,
                          true,
                          connection->identity.superuser,
                          {}};
}

Result<RegistryStatus> registryStatus(Session& session, const QString& nameOrUrl,
                                      const std::optional<Credentials>& credentials, std::stop_token stop)
{
    const auto registry = findRegistry(session, nameOrUrl);
    if (!registry) {
        return tl::unexpected(registry.error());
    }
    RegistryStatus status{registry->name, registry->origin, {}, false, false, false, {}};
    if (credentials) {
        const auto connection = connectTo(*registry, *credentials, stop);
        if (connection) {
            status.username = connection->identity.username;
            status.superuser = connection->identity.superuser;
            status.reachable = status.loggedIn = true;
            return status;
        }
        status.reachable = connection.error().kind == ErrorKind::NeedsPerson;
        status.trouble = connection.error().sentence();
        return status;
    }
    auto transport = makeQtTransport(registry->origin, registry->caFile);
    if (!transport) {
        return tl::unexpected(transport.error());
    }
    HttpRequest request;
    request.url = QUrl(QString(registry->origin + QLatin1String("/account/login/")), QUrl::StrictMode);
    const HttpAnswer answer = (*transport)->exchange(request, stop);
    status.reachable = answer.state == ExchangeState::Complete;
    status.trouble = answer.trouble;
    return status;
}

} // namespace cordon
