// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/domain/result.h"

#include <QByteArray>
#include <QUrl>

#include <chrono>
#include <memory>
#include <optional>
#include <stop_token>
#include <utility>
#include <vector>

namespace cordon {

struct HttpRequest {
    QByteArray method = "GET"; ///< "GET" or "POST"
    QUrl url;                  ///< same origin as the transport's; anything else is refused unsent
    std::vector<std::pair<QByteArray, QByteArray>> headers;
    QByteArray body;
    std::chrono::milliseconds deadline = std::chrono::seconds(30); ///< absolute, from first to last byte
};

/// How far an exchange came. Only Complete has a trustworthy status and body.
enum class ExchangeState {
    Complete, ///< status, headers and the whole body were read
    NotSent,  ///< certain that the registry has not seen the request (refused, no connection)
    Unknown,  ///< the request may have been executed
};
struct HttpAnswer {
    ExchangeState state = ExchangeState::NotSent;
    int status = 0;
    std::vector<std::pair<QByteArray, QByteArray>> headers;
    QByteArray body;
    QString trouble; ///< a sentence where the state is not Complete

    /// The first header of that name, any case; empty where there is none.
    [[nodiscard]] QByteArray header(QByteArrayView name) const;
};

/// One HTTP exchange at a time with one origin, with a cookie jar of its own that is never stored.
/// A body is sent at most once (security.md, finding 1), redirects are never followed, the deadline
/// is absolute, bodies over 8 MiB are given up. Blocking; thread: the one that made it.
class Transport {
public:
    virtual ~Transport() = default;
    [[nodiscard]] virtual HttpAnswer exchange(const HttpRequest& request, std::stop_token stop) = 0;
    /// "https://host[:port]"
    [[nodiscard]] virtual QString origin() const = 0;
    /// Sets and reads the session cookie, for a session opened elsewhere.
    virtual void setCookie(const QByteArray& name, const QByteArray& value) = 0;
    virtual void clearCookies() = 0;
};

/// The real one, over Qt Network. BadInput for an origin that is not https, unless it is loopback.
[[nodiscard]] Result<std::unique_ptr<Transport>> makeQtTransport(const QString& origin, const QString& caFile = {});

/// "scheme://host[:port]" in lower case, default port left out; BadInput with userinfo, path, query,
/// another scheme than http or https, or no host.
[[nodiscard]] Result<QString> canonicalOrigin(QStringView url);
[[nodiscard]] bool isLoopback(const QString& origin);

} // namespace cordon
