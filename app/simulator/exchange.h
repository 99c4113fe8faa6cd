// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/simulator/form.h"
#include "app/simulator/rows.h"
#include "app/simulator/sessions.h"

#include <QByteArray>

#include <utility>
#include <vector>

namespace cordon::simulator {

using Headers = std::vector<std::pair<QByteArray, QByteArray>>;

/// One request as it came, whatever the server below.
struct Request {
    QByteArray method;
    QByteArray target; ///< path and query, as on the wire
    Headers headers;
    QByteArray body;
    QString remoteAddress;

    /// The first header of that name, any case; empty where there is none.
    [[nodiscard]] QByteArray header(QByteArrayView name) const;
    /// Empty where the client sent no such cookie.
    [[nodiscard]] QByteArray cookie(QByteArrayView name) const;
};

struct Answer {
    int status = 200;
    QByteArray contentType = "text/html; charset=UTF-8";
    QByteArray body;
    Headers headers;
};

/// One request on its way through the site: what is known about it so far.
struct Exchange {
    Exchange(const Request& asked, Instant at) : request(asked), now(at) {}

    const Request& request;
    Instant now{};
    QByteArray path; ///< raw, without the query
    QByteArray rawQuery;
    Form query;
    Form form;
    std::vector<QString> parameters; ///< what stood in the route's holes, decoded
    Session* session = nullptr;
    AccountRow* actor = nullptr;   ///< who is logged in
    AccountRow* account = nullptr; ///< the account the path names
    ProjectRow* project = nullptr; ///< the project the path names
    bool writeSession = false;     ///< the answer carries a fresh cookie
    Headers cookies;               ///< further Set-Cookie headers

    /// Queues a message for the next admin page; the session counts as written.
    void flash(const QString& queue, const QString& text);
    /// "http://host:port" as the client called us.
    [[nodiscard]] QByteArray origin() const;
    /// 303 to a path of this site, absolute as Warehouse sends it.
    [[nodiscard]] Answer seeOther(const QByteArray& pathAndQuery) const;
    [[nodiscard]] Answer movedPermanently(const QByteArray& pathAndQuery) const;
};

/// A bare error page, as Pyramid makes it: title and heading "400 Bad CSRF Token".
[[nodiscard]] Answer errorPage(int status, const QString& title, const QString& explanation);
[[nodiscard]] Answer notFound();
[[nodiscard]] Answer serverError();

/// One path segment, percent-encoded.
[[nodiscard]] QByteArray segment(const QString& text);
/// A local path and query that a redirect may lead to: never another host.
[[nodiscard]] bool isSafeNext(const QString& next);

} // namespace cordon::simulator
