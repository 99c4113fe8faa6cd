// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/domain/instant.h"
#include "core/registry/transport.h"
#include "core/registry/warehouse/pages.h"
#include "core/registry/warehouse/routes.h"

namespace cordon::warehouse {

/// An answer that can be trusted to be whole, and its page.
struct Page {
    QUrl address; ///< where it was found in the end
    int status = 0;
    QByteArray body;
    HtmlPage html;
};

/// Requests of one browser-like session: it keeps the newest cookie, token and flashes, and adds the
/// headers Warehouse asks for. One request at a time, because Warehouse's sessions are last writer
/// wins (warehouse-contract.md 1.5). Thread: the transport's.
class Session {
public:
    Session(std::unique_ptr<Transport> transport, Clock clock);

    [[nodiscard]] QString origin() const { return m_transport->origin(); }
    [[nodiscard]] Instant now() const { return m_clock(); }

    /// A GET that ends in 200, 403 or 404; anything else is an error in words. Follows at most three
    /// redirects on the same origin; one to the log-in is NeedsPerson (see `wasSignedOut`).
    [[nodiscard]] Result<Page> get(const QUrl& address, std::stop_token stop, const QByteArray& accept = "text/html");
    /// A GET as it comes, redirects included.
    [[nodiscard]] HttpAnswer getOnce(const QUrl& address, std::stop_token stop, const QByteArray& accept = "text/html");
    /// A POST with the token added, sent once.
    [[nodiscard]] HttpAnswer post(const QUrl& address, Fields fields, std::stop_token stop);

    /// Remembers token and flashes of a page.
    void remember(const HtmlPage& page);
    [[nodiscard]] const QString& token() const { return m_token; }
    void forgetToken() { m_token.clear(); }
    [[nodiscard]] std::vector<Flash> takeFlashes() { return std::exchange(m_flashes, {}); }

    [[nodiscard]] QString cookie() const { return QString::fromLatin1(m_cookie); }
    void startFrom(const QByteArray& cookie); ///< empty: with no cookie at all

private:
    void keepCookie(const HttpAnswer& answer);
    [[nodiscard]] std::vector<std::pair<QByteArray, QByteArray>> headersFor(const QByteArray& accept) const;

    std::unique_ptr<Transport> m_transport;
    Clock m_clock;
    QByteArray m_cookie;
    QString m_token;
    std::vector<Flash> m_flashes;
};

/// Whether a place is one of those Warehouse sends a visitor to who may not (any more) use the admin:
/// log-in, second factor, unverified address.
[[nodiscard]] bool isSignedOutPlace(const QUrl& place);
/// The words for it.
[[nodiscard]] Error signedOut(const QUrl& place);
/// The words for an exchange that brought no answer.
[[nodiscard]] Error noAnswer(const QString& origin, const HttpAnswer& answer, const std::stop_token& stop);
[[nodiscard]] Error oddAnswer(const QString& origin, int status);

} // namespace cordon::warehouse
