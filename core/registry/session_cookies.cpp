// SPDX-License-Identifier: Apache-2.0
#include "core/registry/session_cookies.h"

#include <QNetworkCookie>
#include <QUrl>

namespace cordon {

bool SessionCookies::setCookiesFromUrl(const QList<QNetworkCookie>& cookies, const QUrl& url)
{
    const bool secure = url.scheme() == QLatin1String("https");
    QList<QNetworkCookie> kept;
    for (QNetworkCookie cookie : cookies) {
        if (!cookie.domain().isEmpty() || (secure && !cookie.isSecure()))
            continue;
        cookie.normalize(url);
        kept.append(cookie);
    }
    return !kept.isEmpty() && QNetworkCookieJar::setCookiesFromUrl(kept, url);
}

void SessionCookies::set(const QByteArray& name, const QByteArray& value, const QUrl& origin)
{
    QNetworkCookie cookie(name, value);
    cookie.setPath(QStringLiteral("/"));
    cookie.setHttpOnly(true);
    cookie.setSecure(origin.scheme() == QLatin1String("https"));
    cookie.setDomain(origin.host());
    deleteCookie(cookie);
    insertCookie(cookie);
}

void SessionCookies::clear()
{
    setAllCookies({});
}

} // namespace cordon
