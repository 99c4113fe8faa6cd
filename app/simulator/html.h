// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/simulator/exchange.h"

#include <QString>

namespace cordon::simulator {

/// Markup escaped and nothing else, as Jinja does it: hostile characters reach the client raw, as
/// they do from the real registry.
[[nodiscard]] QString escaped(const QString& text);
/// Python's repr() of a string, as the flashes print names.
[[nodiscard]] QString pythonRepr(const QString& text);

/// The body of the CSRF field.
[[nodiscard]] QString csrfField(const Session& session);

/// An HTML page of the admin: navigation with the log-out form, heading, flashes, content. Renders
/// and consumes the flashes of the three visible queues and re-issues the session cookie.
[[nodiscard]] Answer adminPage(Exchange& exchange, const QString& title, const QString& content, int status = 200);
/// A page of the log-in, which shows and consumes all flashes, as notifications.
[[nodiscard]] Answer publicPage(Exchange& exchange, const QString& title, const QString& content, int status = 200);
/// A page that knows nothing of sessions: flashes wait for another.
[[nodiscard]] Answer plainPage(const QString& title, const QString& content);

/// "<table id=...><thead>" with these headers, up to and including "<tbody>".
[[nodiscard]] QString tableHead(const QString& attributes, std::initializer_list<const char*> headers);
inline constexpr QLatin1StringView kTableEnd("</tbody></table>\n");

/// The 25 rows of page N of `total`, clamped as Warehouse does; nothing for a page that is no number.
struct Page {
    std::size_t first = 0, last = 0; ///< half-open
    int number = 1, pages = 1;
};
[[nodiscard]] std::optional<Page> pageOf(const Form& query, std::size_t total);
/// "Showing A to B of N entries" and, for several pages, the pagination list.
[[nodiscard]] QString pagination(const Exchange& exchange, const Page& page, std::size_t total);

[[nodiscard]] QString mediumDate(Instant at);  ///< "Jun 11, 2025"
[[nodiscard]] QString naiveTime(Instant at);   ///< "2025-06-11 10:17:00.000000"
[[nodiscard]] QString timeElement(Instant at); ///< <time datetime="2025-06-11T10:17:00+0000">

/// "/admin/users/NAME/" and "/admin/projects/NAME/".
[[nodiscard]] QString userPath(const QString& username);
[[nodiscard]] QString projectPath(const QString& name);

} // namespace cordon::simulator
